import type { Abi, AbiFunction } from 'viem'
import { type AbiChange, diffAbi } from '@/lib/core/abi/diff-abi'
import { findSelectorClashes } from '@/lib/core/abi/find-selector-clashes'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import { hintClashes, hintWriters } from './dispatched-selectors'

type Abis = { readonly 'old ABI': Abi; readonly 'new ABI': Abi }

/** SE-01. Whether proxy and new implementation answer the same selector. */
export const selectorClash: Check<'proxy ABI' | 'new ABI', 'proxy analysis' | 'new analysis'> = {
  id: 'SE-01',
  title: 'No selector is answered by proxy and implementation',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['proxy ABI', 'new ABI'],
  may: ['proxy analysis', 'new analysis'],
  remedy: 'Rename the function of the implementation: through the proxy it is never reached.',
  run: (values) => {
    const clashes = findSelectorClashes({
      proxy: values['proxy ABI'],
      implementation: values['new ABI'],
    })
    const evidence = clashes.map(({ selector, proxy, implementation }) => ({
      where: selector,
      what: visibleText(`proxy ${proxy}, implementation ${implementation}`),
    }))
    const collisions = clashes.filter(({ kind }) => kind === 'collision').length
    if (collisions > 0) {
      return { verdict: 'fail', detail: `${collisions} different functions share one.`, evidence }
    }
    if (clashes.length > 0) {
      const detail = `${clashes.length} functions of the implementation are hidden by the proxy's own.`
      return { verdict: 'warn', detail, evidence }
    }
    return { verdict: 'pass', detail: 'No selector is in both ABIs.', evidence }
  },
  hint: hintClashes,
}

/** SE-03. Whether each selector still means what its callers compiled against. */
export const selectorsKept: Check<keyof Abis> = {
  id: 'SE-03',
  title: 'Functions keep their mutability and their results',
  severity: 'medium',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old ABI', 'new ABI'],
  incident:
    'Compound proposal 117, 2022-08-30: a new oracle no longer answered as its market asked, and 830 million stood still for a week.',
  remedy:
    'Keep the old function and add the new one under another name, or move the callers first.',
  run: (values) => {
    const { functions, unmatched } = diffOf(values)
    const changed = functions.filter(({ change }) => change === 'changed')
    const removed = functions.filter(({ change }) => change === 'removed')
    const evidence = [
      ...changed.map((one) => toEvidence(one, one.changes.join('; '))),
      ...removed.map((one) =>
        toEvidence(one, 'is gone: who calls it gets the fallback or a revert'),
      ),
      ...unmatched.map((what) => ({ where: 'unmatched calls', what })),
    ]
    const broken = changed.filter(breaksCallers).length
    if (broken > 0) {
      const detail = `${broken} functions answer callers otherwise than before.`
      return { verdict: 'fail', detail, evidence }
    }
    if (evidence.length > 0) {
      const detail = `${evidence.length} differences; who still calls what is gone, SE-02 has to say.`
      return { verdict: 'warn', detail, evidence }
    }
    return { verdict: 'pass', detail: `${functions.length} functions compared.`, evidence }
  },
}

/**
 * Results are decoded as compiled; a view is called with STATICCALL, where a write reverts; value sent to what is no
 * longer payable reverts. The other way round, nothing that worked stops working.
 */
function breaksCallers({ from, to, changes }: AbiChange<AbiFunction>): boolean {
  if (!from || !to) return false
  const [a, b] = [from.stateMutability, to.stateMutability]
  const isResults = changes.some((change) => change.startsWith('returned'))
  return isResults || (isRead(a) && !isRead(b)) || (a === 'payable' && b !== 'payable')
}

function isRead(mutability: AbiFunction['stateMutability']): boolean {
  return mutability === 'view' || mutability === 'pure'
}

/** SE-04. Whether those who listen still hear what they listen for. */
export const eventsKept: Check<keyof Abis> = {
  id: 'SE-04',
  title: 'Events keep their signature and their topics',
  severity: 'low',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old ABI', 'new ABI'],
  remedy: 'Tell who indexes the contract, or emit the old event as well.',
  run: (values) => {
    const { events } = diffOf(values)
    const lost = events.filter(({ change }) => change === 'removed' || change === 'changed')
    const evidence = lost.map((one) => toEvidence(one, one.changes.join('; ') || 'is gone'))
    return lost.length > 0
      ? { verdict: 'fail', detail: `${lost.length} events are gone or changed.`, evidence }
      : { verdict: 'pass', detail: `${events.length} events compared.`, evidence }
  },
}

/** Names under which value or power has left contracts; a hint to look, not proof. */
const dangerousName =
  /^_*(mint|burn|withdraw|sweep|rescue|drain|skim|recover|emergency|seize|claim|donate|transfer|approve|send|pull|exec|call|delegate|multicall|upgrade|grant|setowner|setadmin|kill|destroy|adminwithdraw)|byadmin$|byowner$/i

/** SE-07. What can be written now that could not be before. */
export const newWriters: Check<keyof Abis, 'old analysis' | 'new analysis'> = {
  id: 'SE-07',
  title: 'No new function writes state unnoticed',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old ABI', 'new ABI'],
  may: ['old analysis', 'new analysis'],
  incident:
    'Euler, 2023-03-13, 197 million: the upgrade added donateToReserves without the check its siblings made. PAID, 2021-03-05: an upgrade added mint.',
  remedy: 'Read who may call each of them, and what its siblings check before they write.',
  run: (values) => judgeWriters(diffOf(values)),
  hint: hintWriters,
}

function judgeWriters({ functions, unmatched }: ReturnType<typeof diffOf>): Judgement {
  // What only read before writes as newly as what was not there.
  const added = functions.filter(
    ({ from, to }) => to && !isRead(to.stateMutability) && (!from || isRead(from.stateMutability)),
  )
  const dangerous = added.filter(({ to }) => to && dangerousName.test(to.name))
  const caught = unmatched.filter((what) => !what.endsWith('is none'))
  const evidence = [
    ...added.map((one) =>
      toEvidence(one, dangerous.includes(one) ? 'new; its name moves value or power' : 'new'),
    ),
    ...caught.map((what) => ({ where: 'unmatched calls', what })),
  ]
  if (dangerous.length > 0) {
    const detail = `${dangerous.length} new functions that by their name move value or power.`
    return { verdict: 'fail', detail, evidence }
  }
  return evidence.length > 0
    ? { verdict: 'warn', detail: `${evidence.length} new ways to write state.`, evidence }
    : { verdict: 'pass', detail: 'No function that writes was added.', evidence }
}

function diffOf(values: Abis) {
  return diffAbi({ from: values['old ABI'], to: values['new ABI'] })
}

function toEvidence(
  { key, signature }: Pick<AbiChange<unknown>, 'key' | 'signature'>,
  what: string,
): FindingEvidence {
  const short = key.length > 10 ? `${key.slice(0, 10)}…` : key
  return { where: short, what: visibleText(`${signature} ${what}`) }
}
