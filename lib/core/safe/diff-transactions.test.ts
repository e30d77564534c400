import fc from 'fast-check'
import { getAddress } from 'viem'
import { expect, test } from 'vitest'
import { arbitrarySafeTransaction } from './__fixtures__/arbitraries'
import { diffTransactions } from './diff-transactions'
import { hashSafeTransaction } from './hash-safe-transaction'
import { isSameTransaction } from './is-same-transaction'
import type { SafeTransaction } from './safe-transaction'

const differing = (left: SafeTransaction, right: SafeTransaction) =>
  diffTransactions(left, right)
    .filter(({ differs }) => differs)
    .map(({ field }) => field)

const [left] = fc.sample(arbitrarySafeTransaction, { numRuns: 1, seed: 6 }) as [SafeTransaction]

test('default: names exactly what differs', () => {
  expect(differing(left, left)).toEqual([])
  expect(differing(left, { ...left, nonce: left.nonce + 1n })).toEqual(['nonce'])
  expect(differing(left, { ...left, data: '0x12', gasPrice: left.gasPrice ^ 1n })).toEqual([
    'data',
    'gasPrice',
  ])
})

test('behavior: the case of hex digits is no difference', () => {
  const lower = left.target.toLowerCase() as SafeTransaction['target']
  expect(differing({ ...left, target: lower }, { ...left, target: getAddress(lower) })).toEqual([])
})

test('behavior: no difference means one hash, a difference means two', () => {
  fc.assert(
    fc.property(arbitrarySafeTransaction, arbitrarySafeTransaction, fc.nat(11), (a, b, field) => {
      const names = Object.keys(a) as (keyof SafeTransaction)[]
      const name = names[field % names.length] as keyof SafeTransaction
      const mixed = { ...a, [name]: b[name] } as SafeTransaction
      const isSame = differing(a, mixed).length === 0
      expect(isSame).toBe(isSameTransaction(a, mixed))
      const hashes = [a, mixed].map(
        (transaction) => hashSafeTransaction({ transaction, version: '1.4.1' }).safeTxHash,
      )
      expect(hashes[0] === hashes[1]).toBe(isSame)
    }),
    { numRuns: 60 },
  )
})
