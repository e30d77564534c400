import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { addressOf, upgrade } from '@/lib/core/check/__fixtures__/patch-facts'
import { current, historyOf, pastOf } from '@/lib/core/check/__fixtures__/proxy-history'
import type { PastImplementation } from './past-implementation'
import { pastKnown } from './past-known'

const first = addressOf(0x0f)
const twoDays = 172_800n

function facts(
  earlier: Partial<PastImplementation> = {},
  history = historyOf([first, 0n], [current, twoDays]),
) {
  return {
    upgrade: known(upgrade),
    'upgrade history': known(history, 'chain'),
    'past implementations': known([pastOf(first, earlier), pastOf(current)], 'chain'),
  }
}

const verdictOf = (...parameters: Parameters<typeof facts>) =>
  runOn(pastKnown, facts(...parameters)).verdict

describeCheck(pastKnown, {
  bad: facts({ verified: { known: true, value: false } }),
  twin: facts(),
  // What is told of one implementation twice is not more, but something else.
  mending: ['past implementations'],
})

test('behavior: events that name another implementation than the slot', () => {
  expect(verdictOf({}, historyOf([current, 0n], [first, twoDays]))).toBe('fail')
})

test('behavior: an implementation that is gone', () => {
  const account = { ...pastOf(first).account, kind: 'none' } as const
  expect(verdictOf({ account })).toBe('fail')
})

test('behavior: a day makes the difference', () => {
  expect(verdictOf({}, historyOf([first, 0n], [current, 86_399n]))).toBe('warn')
  expect(verdictOf({}, historyOf([first, 0n], [current, 86_400n]))).toBe('pass')
})

test('behavior: the day counts from when it came', () => {
  const start = 1_700_000_000n
  const ran = (seconds: bigint) => historyOf([first, start], [current, start + seconds])
  expect(verdictOf({}, ran(3_600n))).toBe('warn')
  expect(verdictOf({}, ran(86_400n))).toBe('pass')
  const { detail, evidence } = runOn(pastKnown, facts({}, ran(3_600n)))
  expect(detail).toMatch(/^1 of 2 ran for less than a day\./)
  expect(evidence.map(({ where, what }) => `${where}: ${what}`)).toEqual([
    `block 1: ${first} ran for 3600 s (1 hour)`,
    `block 2: ${current} runs now`,
  ])
})

test('behavior: what runs now is gone, or was never looked at', () => {
  const account = { ...pastOf(current).account, kind: 'none' } as const
  const past = (...all: PastImplementation[]) =>
    runOn(pastKnown, { ...facts(), 'past implementations': known(all, 'chain') }).verdict
  expect(past(pastOf(first), pastOf(current))).toBe('pass')
  expect(past(pastOf(first), pastOf(current, { account }))).toBe('fail')
  expect(past(pastOf(first))).toBe('unknown')
})

test('behavior: what was not looked up is unknown', () => {
  expect(verdictOf({ verified: { known: false, reason: 'nobody asked' } })).toBe('unknown')
  expect(verdictOf({}, historyOf())).toBe('unknown')
  expect(verdictOf({}, historyOf([addressOf(0x0e), 0n], [current, twoDays]))).toBe('unknown')
  const { from: _, ...rest } = upgrade
  const without = { ...facts(), upgrade: known({ ...rest, from: undefined }) }
  expect(runOn(pastKnown, without).verdict).toBe('unknown')
})

test('behavior: only the code that runs now, since the beginning', () => {
  const facts = {
    upgrade: known(upgrade),
    'upgrade history': known(historyOf([current, 0n]), 'chain'),
    'past implementations': known(
      [pastOf(current, { verified: { known: false, reason: 'nobody asked' } })],
      'chain',
    ),
  }
  expect(runOn(pastKnown, facts).verdict).toBe('pass')
})
