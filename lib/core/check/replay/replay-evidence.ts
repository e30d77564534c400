import { visibleText } from '@/lib/core/chain/visible-text'
import type { Judgement } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { DifferenceGroup } from '@/lib/core/replay/group-results'
import { unseenOf } from '@/lib/core/replay/judge-replay'
import type { Replay } from '@/lib/core/replay/replay'

/** Lines of evidence; the rest stands in the replay. */
const told = 12

/**
 * What follows where some groups of differences are to be judged: what nobody announced fails, what only the proposer
 * announced fails too, and where not everything was seen it is no pass.
 */
export function judgeGroups(
  replay: Replay,
  { groups, noun }: { groups: readonly DifferenceGroup[]; noun: string },
): Judgement {
  const open = groups.filter(({ declared }) => declared?.by !== 'operator')
  const evidence = [...open, ...groups.filter((one) => !open.includes(one))]
    .slice(0, told)
    .map(groupEvidence)
  if (open.length > 0) {
    const detail = `${sum(open)} of ${comparedOf(replay)} transactions ${noun}.`
    return { verdict: 'fail', detail, evidence }
  }
  const unseen = unseenOf(replay)
  if (unseen.length > 0) {
    const lines = unseen.map((what) => ({ where: 'replay', what: visibleText(what) }))
    const detail = `None of ${comparedOf(replay)} transactions ${noun} unannounced; not all could be seen.`
    return { verdict: 'unknown', detail, evidence: [...lines.slice(0, told), ...evidence] }
  }
  const detail =
    groups.length > 0
      ? `${sum(groups)} of ${comparedOf(replay)} transactions ${noun}, as the operator announced.`
      : `None of ${comparedOf(replay)} transactions ${noun}.`
  return { verdict: 'pass', detail, evidence }
}

/** Transactions of which both sides are known. */
export function comparedOf({ counts }: Replay): number {
  const { same, different } = counts
  return same + different + counts['newly reverts'] + counts['newly succeeds']
}

function sum(groups: readonly DifferenceGroup[]): number {
  return groups.reduce((all, { transactions }) => all + transactions, 0)
}

function groupEvidence(group: DifferenceGroup): FindingEvidence {
  const { called, causes, transactions, first, declared } = group
  const shown = causes.slice(0, 4).join('; ')
  const more = causes.length > 4 ? `; and ${causes.length - 4} more` : ''
  const said = declared ? `; announced by the ${declared.by}: ${declared.reason}` : ''
  const what = `${transactions} ×, first in ${first}: ${shown}${more}${said}`
  return {
    where: called ? `${called.selector} of ${called.proxy}` : 'transaction',
    what: visibleText(what, { maxLength: 600 }),
  }
}
