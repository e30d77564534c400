import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { MutatedTransactions, MutationGroup } from '@/lib/core/replay/mutated-transactions'

/** Lines of evidence. */
const told = 12

/** DR-05. Whether what users might do as well comes to the same: what lies just beside what they did. */
export const mutationsKept: Check<'mutated transactions'> = {
  id: 'DR-05',
  title: 'Mutated transactions have the same effect',
  severity: 'medium',
  about: 'patch',
  kind: 'judgement',
  needs: ['mutated transactions'],
  incident:
    'Level Finance, 2023-05-01, 1.1 million: since an upgrade a reward was paid as often as an epoch was named in one claim. No real claim named one twice.',
  remedy: 'Look at what differs, and announce in the configuration what is meant.',
  run: ({ 'mutated transactions': mutated }) => judgeMutations(mutated),
}

function judgeMutations(mutated: MutatedTransactions): Judgement {
  const { transactions, calls, effective, groups, untried } = mutated
  const open = groups.filter(({ declared }) => declared?.by !== 'operator')
  const announced = groups.filter((group) => !open.includes(group))
  const evidence = [...open, ...announced].slice(0, told).map(groupEvidence)
  const tried = `${calls} calls that lie beside ${transactions} recent transactions`
  if (open.length > 0) {
    return { verdict: 'fail', detail: `${sum(open)} of ${tried} come out otherwise.`, evidence }
  }
  const unseen = [
    ...(calls === 0 ? ['No recent transaction is known that could be changed.'] : []),
    ...(calls > 0 && effective === 0 ? ['Every one of the calls is refused on both sides.'] : []),
    ...untried,
  ]
  if (unseen.length > 0) {
    const lines = unseen.slice(0, told)
    return {
      verdict: 'unknown',
      detail: `None of ${tried} comes out otherwise unannounced; not all could be seen.`,
      evidence: [
        ...lines.map((what) => ({ where: 'transactions', what: visibleText(what) })),
        ...evidence,
      ],
    }
  }
  const detail =
    announced.length > 0
      ? `${sum(announced)} of ${tried} come out otherwise, as the operator announced; ${effective} of them do something.`
      : `None of ${tried} comes out otherwise; ${effective} of them do something.`
  return { verdict: 'pass', detail, evidence }
}

function sum(groups: readonly MutationGroup[]): number {
  return groups.reduce((all, { transactions }) => all + transactions, 0)
}

const ends: Readonly<Record<MutationGroup['outcome'], string>> = {
  'newly succeeds': 'reverts → succeeds',
  'newly reverts': 'succeeds → reverts',
  different: 'another effect',
}

function groupEvidence(group: MutationGroup): FindingEvidence {
  const { called, outcome, causes, transactions, first, change, declared } = group
  const shown = causes.slice(0, 4).join('; ')
  const more = causes.length > 4 ? `; and ${causes.length - 4} more` : ''
  const said = declared ? `; announced by the ${declared.by}: ${declared.reason}` : ''
  const what = `${ends[outcome]}, ${transactions} ×, first beside ${first} (${change}): ${shown}${more}${said}`
  return {
    where: called ? `${called.selector} of ${called.proxy}` : 'transaction',
    what: visibleText(what, { maxLength: 600 }),
  }
}
