import { isAddressEqual } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import type { Rollback } from './rollback'

/** PX-01. Whether whoever upgrades can take the upgrade back, and the old code then answers as before. */
export const upgradeReversible: Check<'rollbacks'> = {
  id: 'PX-01',
  title: 'The upgrade can be taken back',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['rollbacks'],
  incident:
    'OpenZeppelin UUPS 4.1 to 4.3.1, September 2021, and every UUPS proxy given code without a way to upgrade: there is no way back.',
  remedy:
    'Give the new code `upgradeToAndCall`, guarded as before, and try the rollback before the upgrade.',
  run: ({ rollbacks }) => {
    const judged = rollbacks.map(judge)
    if (judged.length === 0) {
      return { verdict: 'unknown', detail: 'No rollback was tried.', evidence: [] }
    }
    const verdict = worstVerdict(judged.map((one) => one.verdict))
    const worst = judged.filter((one) => one.verdict === verdict)
    return {
      verdict,
      detail: worst[0]?.detail ?? '',
      evidence: worst.flatMap(({ evidence }) => evidence),
    }
  },
}

function judge({ proxy, to, orderedBy, attempts, asked, changed }: Rollback): Judgement {
  const made = attempts.find(({ problem }) => problem === undefined)
  if (!made) {
    const evidence = attempts.map(({ sender, name, problem }) => ({
      where: proxy,
      what: visibleText(`${name} to ${to}, by ${sender}: ${problem}`),
    }))
    const verdict: Verdict = attempts.length > 0 ? 'fail' : 'unknown'
    const tried = new Set(attempts.map(({ sender }) => sender)).size
    const detail = `None of ${tried} accounts that hold power can take it back.`
    return { verdict, detail, evidence }
  }
  const gone = changed.filter(({ isGone }) => isGone)
  if (gone.length > 0) {
    const detail = `${gone.length} of ${asked} getters of the old code do not answer any more.`
    return { verdict: 'fail', detail, evidence: gone.map(toEvidence) }
  }
  const evidence: FindingEvidence[] = [
    { where: proxy, what: `${made.name} to ${to}, by ${made.sender}: the old code runs again` },
    ...changed.map(toEvidence),
  ]
  if (!orderedBy || !isAddressEqual(made.sender, orderedBy)) {
    const detail = orderedBy
      ? 'It can be taken back, though not by the one who ordered it.'
      : 'It can be taken back; who ordered it could not be seen.'
    return { verdict: 'warn', detail, evidence }
  }
  if (changed.length > 0) {
    const detail = `It can be taken back; ${changed.length} of ${asked} getters then answer otherwise than before.`
    return { verdict: 'warn', detail, evidence }
  }
  const detail = `It can be taken back; all of ${asked} getters then answer as before.`
  return { verdict: 'pass', detail, evidence }

  function toEvidence({ expression, before, after }: Rollback['changed'][number]): FindingEvidence {
    return { where: proxy, what: visibleText(`${expression}: ${before} → ${after}`) }
  }
}
