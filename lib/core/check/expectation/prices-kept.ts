import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { type Verdict, worstVerdict } from '@/lib/core/check/finding'
import { compareAnswers } from '@/lib/core/simulation/compare-answers'
import type { PriceAnswer, ViewAnswer } from '@/lib/core/simulation/expected-answers'
import { showAnswer } from '@/lib/core/simulation/show-answer'
import { type Judged, summarise } from './summarise'

/** SM-05. Whether the patch alone moves a price further than the protocol allows. */
export const pricesKept: Check<'price answers'> = {
  id: 'SM-05',
  title: 'Prices stay within bounds',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['price answers'],
  incident:
    'Moonwell, 2026-02-15, 1.8 million of bad debt: a new oracle left out a factor, and cbETH cost 1.12 instead of 2,200. Aave CAPO, 2026-03-10; Aevo, 2025-12-12.',
  remedy:
    'Compare the price with its source and its decimals with what readers expect; if the move is meant, declare it in expects.prices.',
  run: ({ 'price answers': prices }) => summarise(prices, judge, 'prices stay where they were'),
}

function judge(answer: PriceAnswer): Judged {
  const { name, origin, view, before, after } = answer
  const both = `${showAnswer(before.price)} before, ${showAnswer(after.price)} after`
  const say = (verdict: Verdict, what: string): Judged => ({
    verdict,
    where: visibleText(`${name}: ${view} (${origin})`, { maxLength: 240 }),
    what: `${both}${what}`,
  })
  const broken = whyBroken(answer)
  if (broken !== undefined) return say('fail', broken)
  const parts = [judgeMove(answer), ...(answer.near === undefined ? [] : [judgeReference(answer)])]
  const judged = parts.filter(({ verdict }) => verdict !== 'not-applicable')
  const verdict = judged.length > 0 ? worstVerdict(judged.map((one) => one.verdict)) : 'unknown'
  // A getter that nobody declared may tell something else than a price.
  const isUnclear = verdict === 'unknown' && origin === 'derived'
  const told = parts.map(({ what }) => what).join('; ')
  return say(isUnclear ? 'not-applicable' : verdict, `: ${told}`)
}

/** What no bound allows. */
function whyBroken({ before, after }: PriceAnswer): string | undefined {
  if (before.price.known && !after.price.known) return ': the price is gone'
  if (isZero(after.price) && !isZero(before.price)) return ': it costs nothing'
  if (!compareAnswers(before.decimals, '!=', after.decimals)) return undefined
  return `, in other decimals: ${showAnswer(before.decimals)} → ${showAnswer(after.decimals)}`
}

type Part = { readonly verdict: Verdict; readonly what: string }

function judgeMove({ before, after, maxChangeBps }: PriceAnswer): Part {
  // There is a new price, and only its reference can tell whether it is right.
  if (!before.price.known && after.price.known) {
    return { verdict: 'not-applicable', what: 'there was none to hold it against' }
  }
  const moved = changeOf(before.price, after.price)
  if (!moved) return { verdict: 'unknown', what: 'no numbers that can be compared' }
  const what = `moved by ${moved.text} of ${maxChangeBps} basis points allowed`
  return { verdict: moved.exceeds(maxChangeBps) ? 'fail' : 'pass', what }
}

function judgeReference({ after, near = '', maxChangeBps }: PriceAnswer): Part {
  const reference = after.reference ?? ({ known: false, reason: 'was not asked' } as const)
  const what = `${visibleText(near, { maxLength: 160 })} says ${showAnswer(reference)} after`
  const moved = changeOf(reference, after.price)
  if (!moved) return { verdict: 'unknown', what }
  const verdict = moved.exceeds(maxChangeBps) ? 'fail' : 'pass'
  return { verdict, what: `${what}, ${moved.text} basis points apart` }
}

/** How far it moved in basis points of where it was, exactly and in words. */
function changeOf(from: ViewAnswer, to: ViewAnswer) {
  if (!from.known || !to.known) return undefined
  const [a, b] = [from.value, to.value]
  if (typeof a !== 'bigint' || typeof b !== 'bigint' || a === 0n) return undefined
  const distance = abs(b - a) * 10_000n
  return {
    exceeds: (most: number) => distance > BigInt(most) * abs(a),
    text: String(distance / abs(a)),
  }
}

function isZero(answer: ViewAnswer): boolean {
  return answer.known && answer.value === 0n
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value
}
