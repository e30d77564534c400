import type { Address, Hash, Hex } from 'viem'
import { causesOf } from './causes-of'
import { type Declaration, type ExpectedDifference, findDeclaration } from './expected-difference'
import { type ReplayResult, replayOutcomes } from './replay-result'

/** Transactions of a group that are told in full. */
const toldInFull = 5

/** Transactions in which the same thing differs. */
export type DifferenceGroup = {
  readonly outcome: 'newly succeeds' | 'newly reverts' | 'different'
  readonly called?: { readonly proxy: Address; readonly selector: Hex } | undefined
  readonly causes: readonly string[]
  readonly transactions: number
  /** The first and the last of them on the chain. */
  readonly first: Hash
  readonly last: Hash
  /** The first few, with all that differs. */
  readonly examples: readonly ReplayResult[]
  /** Who has said before that it would differ, and in which words. */
  readonly declared?: Declaration | undefined
}

/**
 * Groups what differs by its cause: the function that was called, how the transaction ends, and what differs. What newly
 * succeeds comes first, then what newly reverts, then by how many transactions.
 *
 * @param results In the order of the chain.
 */
export function groupResults(
  results: readonly ReplayResult[],
  expected: readonly ExpectedDifference[],
): DifferenceGroup[] {
  const groups = new Map<string, ReplayResult[]>()
  for (const result of results) {
    const key = groupKey(result)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(result)
    else groups.set(key, [result])
  }
  return [...groups.values()]
    .map((group) => describeGroup(group, expected))
    .toSorted(
      (a, b) =>
        replayOutcomes.indexOf(a.outcome) - replayOutcomes.indexOf(b.outcome) ||
        b.transactions - a.transactions ||
        (keyOf(a) < keyOf(b) ? -1 : 1),
    )
}

/** By which a result is filed; undefined where nothing differs. */
export function groupKey(result: ReplayResult): string | undefined {
  const { outcome, called } = result
  if (!isDifferent(outcome)) return undefined
  return keyOf({ outcome, called, causes: causesOf(result) })
}

/** The same of a group. */
export function keyOf({
  outcome,
  called,
  causes,
}: Pick<DifferenceGroup, 'outcome' | 'called' | 'causes'>): string {
  return [outcome, called?.proxy, called?.selector, ...causes].join('\n').toLowerCase()
}

function isDifferent(outcome: ReplayResult['outcome']): outcome is DifferenceGroup['outcome'] {
  return outcome === 'newly succeeds' || outcome === 'newly reverts' || outcome === 'different'
}

function describeGroup(
  results: readonly ReplayResult[],
  expected: readonly ExpectedDifference[],
): DifferenceGroup {
  const [first, last] = [results[0], results.at(-1)]
  if (!first || !last || !isDifferent(first.outcome)) throw new Error('A group without results.')
  const { outcome, called } = first
  const group = { outcome, called, causes: causesOf(first) }
  return {
    ...group,
    transactions: results.length,
    first: first.hash,
    last: last.hash,
    examples: results.slice(0, toldInFull),
    declared: findDeclaration(results, expected),
  }
}
