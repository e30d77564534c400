import { visibleText } from '@/lib/core/chain/visible-text'
import { describeDifference } from '@/lib/core/replay/describe-difference'
import type { DifferenceGroup } from '@/lib/core/replay/group-results'
import { judgeReplay, unseenOf } from '@/lib/core/replay/judge-replay'
import type { GasRow, Replay } from '@/lib/core/replay/replay'
import { replayOutcomes } from '@/lib/core/replay/replay-result'
import { describeWays } from '@/lib/core/replay/replay-way'
import { alignRows } from './align-rows'

/** A replay for the terminal: how the transactions came out, what differs by its cause, gas by function. */
export function renderReplayText(replay: Replay): string {
  const { subject, mode, counts, groups, gas } = replay
  const lines = [
    `Replay up to block ${subject.block.number} of chain ${subject.chainId}`,
    '',
    ...alignRows([
      ...subject.replaced.map(({ proxy, from, to }) => ['  Proxy', `${proxy}: ${from} → ${to}`]),
      ['  Mode', mode],
      ['  Source', describeSource(replay)],
      ...describeWays(replay.ways).map((way) => ['  Run', way]),
    ]),
    ...section(
      'Found by the new code instead',
      subject.overrides.map(
        ({ address, slot, word, reason }) => `${address} ${slot} = ${word}: ${visibleText(reason)}`,
      ),
    ),
    ...section(
      'Transactions',
      alignRows(
        replayOutcomes
          .filter((outcome) => counts[outcome] > 0)
          .map((outcome) => [outcome, String(counts[outcome])]),
      ),
    ),
    ...groups.flatMap((group, at) => ['', ...describeGroup(group, at)]),
    ...section('Gas', alignRows(gas.map(describeGas))),
    ...section('Without a result', describeOthers(replay)),
    ...section(
      'Not seen',
      unseenOf(replay).map((one) => visibleText(one)),
    ),
    '',
    verdictWords[judgeReplay(replay)],
  ]
  return `${lines.join('\n')}\n`
}

const verdictWords = {
  pass: 'pass: every transaction has the same effect, apart from what the operator announced.',
  fail: 'fail: transactions have another effect that the operator did not announce.',
  unknown: 'unknown: what was compared has the same effect, and not all of it could be compared.',
} as const

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', title, ...lines.map((line) => `  ${line}`)] : []
}

function describeSource({ source, transactions }: Replay): string {
  const { kind, last, fromBlock, toBlock } = source
  if (kind === 'list') return `a list of ${transactions.length}`
  const how = kind === 'traces' ? 'traces and events' : 'events and direct calls'
  return `the last ${transactions.length} of ${last} wanted, by ${how}, in blocks ${fromBlock} to ${toBlock}`
}

function describeGroup(group: DifferenceGroup, at: number): string[] {
  const { outcome, called, transactions, causes, declared, examples, first } = group
  const where = called ? `${called.selector} of ${called.proxy}` : 'no call of it'
  const [example] = examples
  return [
    `${at + 1}. ${outcome}: ${transactions} × ${where}`,
    ...causes.map((cause) => `   ${visibleText(cause, { maxLength: 300 })}`),
    ...(declared
      ? [`   announced by the ${declared.by}: ${visibleText(declared.reason)}`]
      : ['   not announced']),
    `   first in ${first}`,
    ...(example ? example.differences.map((one) => `     ${describeDifference(one)}`) : []),
    ...(example && example.leftOut > 0 ? [`     and ${example.leftOut} more`] : []),
  ]
}

function describeGas({ selector, proxy, transactions, before, after, worst }: GasRow): string[] {
  const mean = (sum: bigint) => String(sum / BigInt(transactions))
  const change = before === 0n ? '?' : percent(after - before, before)
  return [
    selector,
    proxy,
    `${transactions} ×`,
    `${mean(before)} → ${mean(after)}`,
    `${change}, at most ${worst.before} → ${worst.after}`,
  ]
}

/** One place behind the point, without a float in between. */
function percent(part: bigint, whole: bigint): string {
  const tenths = (part * 1_000n) / whole
  const positive = tenths < 0n ? -tenths : tenths
  return `${tenths < 0n ? '-' : '+'}${positive / 10n}.${positive % 10n} %`
}

/** Reasons, and how often each. */
function describeOthers({ transactions }: Replay): string[] {
  const reasons = new Map<string, number>()
  for (const { outcome, reason } of transactions) {
    if (!reason) continue
    const line = `${outcome}: ${visibleText(reason, { maxLength: 300 })}`
    reasons.set(line, (reasons.get(line) ?? 0) + 1)
  }
  const rows = [...reasons].map(([line, count]) => [`${count} ×`, line])
  return alignRows(rows.slice(0, 20))
}
