import { expect, test } from 'vitest'
import type { Call } from '@/lib/core/chain/call'
import { addressOf } from './__fixtures__/draft'
import { isSameCalls } from './is-same-calls'

const one: Call = { target: addressOf('one'), value: 1n, data: '0xab' }
const two: Call = { target: addressOf('two'), value: 0n, data: '0x' }

test('default: the same, in any case of letters', () => {
  const target = one.target.toLowerCase() as `0x${string}`
  expect(isSameCalls([one, two], [{ ...one, target, data: '0xAB' }, two])).toBe(true)
  expect(isSameCalls([], [])).toBe(true)
})

test.each<[string, readonly Call[]]>([
  ['another target', [{ ...one, target: two.target }, two]],
  ['another value', [{ ...one, value: 2n }, two]],
  ['other bytes', [{ ...one, data: '0xac' }, two]],
  ['another order', [two, one]],
  ['one less', [one]],
  ['one more', [one, two, two]],
])('behavior: %s', (_, others) => {
  expect(isSameCalls([one, two], others)).toBe(false)
})
