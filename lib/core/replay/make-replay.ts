import type { Hash } from 'viem'
import type { ExpectedDifference } from './expected-difference'
import { groupKey, groupResults, keyOf } from './group-results'
import type { GasRow, Replay, ReplayCounts } from './replay'
import { type ReplayResult, replayOutcomes } from './replay-result'
import { type ReplayWays, replayWays } from './replay-way'

export type MakeReplayParameters = Pick<Replay, 'subject' | 'mode' | 'source' | 'gaps'> & {
  /** One of each transaction, in any order. */
  readonly results: readonly ReplayResult[]
  /** What was announced. */
  readonly expected?: readonly ExpectedDifference[] | undefined
}

/** Puts the results of single transactions together: counted, grouped by cause, with the gas by function. */
export function makeReplay(parameters: MakeReplayParameters): Replay {
  const { subject, mode, source, gaps, expected = [] } = parameters
  const results = inOrder(parameters.results)
  const groups = groupResults(results, expected)
  const places = new Map(groups.map((group, at) => [keyOf(group), at]))
  return {
    schema: 'suture/replay/1',
    subject,
    mode,
    source,
    counts: countOutcomes(results),
    ways: countWays(results),
    groups,
    gas: gasRows(results),
    transactions: results.map((result) => {
      const { hash, blockNumber, index, outcome, reason, state, before, after } = result
      const key = groupKey(result)
      return {
        hash,
        blockNumber,
        index,
        outcome,
        reason,
        state,
        group: key === undefined ? undefined : places.get(key),
        gas: before && after && { before: before.gasUsed, after: after.gasUsed },
      }
    }),
    gaps: [...new Set(gaps)],
  }
}

/** In the order of the chain, each transaction once. */
function inOrder(results: readonly ReplayResult[]): ReplayResult[] {
  const once = new Map<Hash, ReplayResult>(results.map((result) => [result.hash, result]))
  return [...once.values()].toSorted(
    (a, b) =>
      Number(a.blockNumber - b.blockNumber) || a.index - b.index || (a.hash < b.hash ? -1 : 1),
  )
}

function countOutcomes(results: readonly ReplayResult[]): ReplayCounts {
  const counts = Object.fromEntries(replayOutcomes.map((outcome) => [outcome, 0]))
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts as ReplayCounts
}

function countWays(results: readonly ReplayResult[]): ReplayWays {
  const ways = Object.fromEntries(replayWays.map((way) => [way, 0]))
  for (const { way } of results) if (way) ways[way] = (ways[way] ?? 0) + 1
  return ways as ReplayWays
}

/** Those that end otherwise use other gas for another reason. */
function gasRows(results: readonly ReplayResult[]): GasRow[] {
  const rows = new Map<string, GasRow>()
  for (const { hash, called, before, after } of results) {
    if (!called || !before || !after || before.succeeded !== after.succeeded) continue
    const key = `${called.proxy} ${called.selector}`.toLowerCase()
    const one = { hash, before: before.gasUsed, after: after.gasUsed }
    const row = rows.get(key)
    rows.set(key, {
      ...called,
      transactions: (row?.transactions ?? 0) + 1,
      before: (row?.before ?? 0n) + one.before,
      after: (row?.after ?? 0n) + one.after,
      worst: row && grows(row.worst) >= grows(one) ? row.worst : one,
    })
  }
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

function grows({ before, after }: GasRow['worst']): bigint {
  return after - before
}
