import { describeDifference } from '@/lib/core/replay/describe-difference'
import type { DifferenceGroup } from '@/lib/core/replay/group-results'
import { unseenOf } from '@/lib/core/replay/judge-replay'
import { replayOutcomes } from '@/lib/core/replay/replay-result'
import { describeWays } from '@/lib/core/replay/replay-way'
import type { ReplayReport } from './replay-report'
import { reportTitle } from './report-title'
import { reproduceReplay } from './reproduce-replay'

/** Groups that are told in a document to be read. */
const mostGroups = 50

/** What a replay says to somebody who reads it, in the order in which it is told. All text may be of others. */
export type ReplayOutline = {
  readonly title: string
  readonly facts: readonly (readonly [string, string])[]
  readonly counts: readonly (readonly [string, number])[]
  readonly groups: readonly { readonly title: string; readonly lines: readonly string[] }[]
  readonly unseen: readonly string[]
  readonly reproduce: string
}

/** The same for Markdown and HTML. */
export function outlineReplay({ input, replay, verdict }: ReplayReport): ReplayOutline {
  const { subject, counts, groups, mode, ways } = replay
  const left = groups.length - mostGroups
  return {
    title: `Replay: ${reportTitle(input)}`,
    facts: [
      ['Verdict', verdict],
      ['Chain', String(subject.chainId)],
      ['Up to block', `${subject.block.number} ${subject.block.hash}`],
      ...subject.replaced.map(
        ({ proxy, from, to }) => ['Proxy', `${proxy}: ${from} → ${to}`] as const,
      ),
      ['Mode', mode],
      ...describeWays(ways).map((way) => ['Run', way] as const),
      ...subject.overrides.map(
        ({ address, slot, word, reason }) =>
          ['Found instead', `${address} ${slot} = ${word}: ${reason}`] as const,
      ),
    ],
    counts: replayOutcomes.filter((one) => counts[one] > 0).map((one) => [one, counts[one]]),
    groups: groups.slice(0, mostGroups).map(outlineGroup),
    unseen: [...unseenOf(replay), ...(left > 0 ? [`${left} more groups are in the JSON.`] : [])],
    reproduce: reproduceReplay(),
  }
}

function outlineGroup(group: DifferenceGroup): ReplayOutline['groups'][number] {
  const { outcome, called, transactions, causes, declared, examples, first } = group
  const where = called ? `${called.selector} of ${called.proxy}` : 'no call of it'
  const [example] = examples
  return {
    title: `${outcome}: ${transactions} × ${where}`,
    lines: [
      ...causes,
      declared ? `announced by the ${declared.by}: ${declared.reason}` : 'not announced',
      `first in ${first}`,
      ...(example?.differences.map(describeDifference) ?? []),
      ...(example && example.leftOut > 0 ? [`and ${example.leftOut} more`] : []),
    ],
  }
}
