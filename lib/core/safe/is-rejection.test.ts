import fc from 'fast-check'
import { zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { arbitrarySafeTransaction } from './__fixtures__/arbitraries'
import { isRejection } from './is-rejection'
import { rejectionOf } from './rejection-of'
import type { SafeTransaction } from './safe-transaction'

test('default: what rejectionOf makes, in any case of letters', () => {
  fc.assert(
    fc.property(arbitrarySafeTransaction, (transaction) => {
      const rejection = rejectionOf(transaction)
      expect(isRejection(rejection)).toBe(true)
      const target = rejection.target.toLowerCase() as `0x${string}`
      expect(isRejection({ ...rejection, target })).toBe(true)
    }),
  )
})

test.each<[string, Partial<SafeTransaction>]>([
  ['another target', { target: zeroAddress }],
  ['ether', { value: 1n }],
  ['calldata', { data: '0x00' }],
  ['a delegatecall', { operation: 'delegatecall' }],
])('behavior: with %s it is none', (_, change) => {
  const [transaction] = fc.sample(arbitrarySafeTransaction, { numRuns: 1, seed: 2 })
  expect(isRejection({ ...rejectionOf(transaction as SafeTransaction), ...change })).toBe(false)
})
