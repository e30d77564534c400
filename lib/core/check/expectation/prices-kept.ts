import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { Verdict } from '@/lib/core/check/finding'
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
  const { name, origin, view, before, after, maxChangeBps } = answer
  const say = (verdict: Verdict, what: string): Judged => ({
    verdict,
    where: visibleText(`${name}: ${view} (${origin})`, { maxLength: 240 }),
    what,
  })
  const both = `${showAnswer(before.price)} before, ${showAnswer(after.price)} after`
  if (!before.price.known && !after.price.known) return say('unknown', `${both}: there is no price`)
  if (!after.price.known) return say('fail', `${both}: the price is gone`)
  if (compareAnswers(before.decimals, '!=', after.decimals)) {
    const decimals = `${showAnswer(before.decimals)} → ${showAnswer(after.decimals)}`
    return say('fail', `${both}, in other decimals: ${decimals}`)
  }
  if (isZero(after.price)) return say('fail', `${both}: it costs nothing`)
  const beside = answer.near === undefined ? undefined : judgeReference(answer, maxChangeBps)
  if (beside && beside.verdict !== 'pass') return say(beside.verdict, `${both}; ${beside.what}`)
  if (!before.price.known) {
    const what = `${both}; ${beside?.what ?? 'there is nothing to hold it against'}`
    return say(beside ? 'pass' : 'unknown', what)
  }
  const moved = changeOf(before.price, after.price)
  if (moved === undefined) return say('unknown', `${both}: no numbers that can be compared`)
  const isMore = moved.exceeds(maxChangeBps)
  const bound = `${moved.text} of ${maxChangeBps} basis points allowed`
  return say(isMore ? 'fail' : 'pass', `${both}: ${bound}${beside ? `; ${beside.what}` : ''}`)
}

function judgeReference({ after, near = '' }: PriceAnswer, maxChangeBps: number) {
  const view = visibleText(near, { maxLength: 160 })
  const reference = after.reference ?? ({ known: false, reason: 'was not asked' } as const)
  const moved = changeOf(reference, after.price)
  const what = `${view} says ${showAnswer(reference)} after`
  if (moved === undefined) return { verdict: 'unknown', what } as const
  const told = `${what}: ${moved.text} basis points apart`
  return { verdict: moved.exceeds(maxChangeBps) ? 'fail' : 'pass', what: told } as const
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
