import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { type Judged, summarise } from '@/lib/core/check/expectation/summarise'
import type { Verdict } from '@/lib/core/check/finding'
import { compareAnswers } from '@/lib/core/simulation/compare-answers'
import type { PairAnswer, ViewAnswer } from '@/lib/core/simulation/expected-answers'
import { isWithin } from '@/lib/core/simulation/ratio'
import { showAnswer } from '@/lib/core/simulation/show-answer'

/** CF-01. Whether parameters that mean something only together still fit each other. */
export const parametersAgree: Check<'pair answers'> = {
  id: 'CF-01',
  title: 'Parameters that belong together agree',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  needs: ['pair answers'],
  incident:
    'Aave CAPO, 2026-03-10, 26 million liquidated: the chain capped a new ratio and took its new timestamp. Aevo, 2025-12-12, 2.7 million: 18 decimals for some assets, 8 for others.',
  remedy:
    'Set both within one call that checks them against each other, or correct the one that is off.',
  run: ({ 'pair answers': pairs }) => summarise(pairs, judge, 'pairs agree'),
}

function judge(pair: PairAnswer): Judged {
  const { name, rule, before, after } = pair
  const say = (verdict: Verdict, what: string): Judged => ({
    verdict,
    where: visibleText(`${name}: ${pair.left} and ${pair.right}, ${rule}`, { maxLength: 300 }),
    what: `${what}: ${inWords(before)} before, ${inWords(after)} after`,
  })
  const agrees = agree(pair, after)
  if (agrees === undefined) {
    const isGone = agree(pair, before) !== undefined
    return isGone
      ? say('fail', 'one of them answers no more')
      : say('unknown', 'no answers to compare')
  }
  if (agrees) return say('pass', rule === 'together' ? 'both or none is changed' : 'they agree')
  if (rule === 'together') return say('fail', 'one is changed without the other')
  const did = agree(pair, before)
  if (did === false) return say('warn', 'they do not agree, and did not before')
  return say('fail', 'they do not agree')
}

function inWords({ left, right }: { left: ViewAnswer; right: ViewAnswer }): string {
  return `${showAnswer(left)} and ${showAnswer(right)}`
}

function agree(
  { rule, before, after, min, max }: PairAnswer,
  { left, right }: { left: ViewAnswer; right: ViewAnswer },
): boolean | undefined {
  switch (rule) {
    case 'equal':
    case 'decimals':
      return compareAnswers(left, '==', right)
    case 'ratio': {
      if (!left.known || !right.known || !min || !max) return undefined
      const [a, b] = [left.value, right.value]
      const isNumbers = typeof a === 'bigint' && typeof b === 'bigint'
      return isNumbers ? isWithin(a, b, { min, max }) : undefined
    }
    case 'together': {
      const [one, other] = [
        compareAnswers(before.left, '==', after.left),
        compareAnswers(before.right, '==', after.right),
      ]
      return one === undefined || other === undefined ? undefined : one === other
    }
  }
}
