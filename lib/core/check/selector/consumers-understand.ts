import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { type Judged, summarise } from '@/lib/core/check/expectation/summarise'
import type { Verdict } from '@/lib/core/check/finding'
import type { CallResult, ConsumerAnswer } from '@/lib/core/simulation/expected-answers'

/** SE-05. Whether the contracts that call a patched one still get an answer, of the size that they read. */
export const consumersUnderstand: Check<'consumer answers'> = {
  id: 'SE-05',
  title: 'Contracts that rely on it still understand it',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['consumer answers'],
  incident:
    'Compound 117, 2022-08-30, 830 million frozen for a week: a new oracle asked every market for its underlying token, and the market of ether has none.',
  remedy:
    'Make the new code answer what its callers ask, for each market, or upgrade the callers with it.',
  run: ({ 'consumer answers': { calls, untried } }) => {
    const judged = summarise(calls, judge, 'calls of other contracts are answered as before')
    const evidence = [...judged.evidence, ...untried]
    const isDeclared = calls.some(({ origin }) => origin === 'declared')
    if (isDeclared || judged.verdict === 'fail') return { ...judged, evidence }
    const detail = `Nobody declares who relies on it (expects.consumers); ${judged.detail}`
    return { verdict: 'unknown', detail, evidence }
  },
}

function judge({ origin, consumer, call, each, before, after }: ConsumerAnswer): Judged {
  const of = each ? ` for ${each}` : ''
  const say = (verdict: Verdict, what: string): Judged => ({
    verdict,
    where: visibleText(`${consumer} calls ${call}${of} (${origin})`, { maxLength: 300 }),
    what: visibleText(what, { maxLength: 300 }),
  })
  const both = `${inWords(before)} before, ${inWords(after)} after`
  if (!before.succeeded) {
    if (after.succeeded) return say('pass', both)
    return say(origin === 'derived' ? 'not-applicable' : 'unknown', `${both}: as before`)
  }
  if (!after.succeeded) return say('fail', both)
  return after.size < before.size ? say('fail', `${both}: less than it reads`) : say('pass', both)
}

function inWords(result: CallResult): string {
  return result.succeeded ? `${result.size} bytes` : result.reason
}
