import fc from 'fast-check'
import { getAddress } from 'viem'
import { expect, test } from 'vitest'
import { arbitrarySafeTransaction } from './__fixtures__/arbitraries'
import { diffTransactions, fieldPair } from './diff-transactions'
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

test('behavior: every field in its order, told by its kind', () => {
  expect(diffTransactions(left, left).map(({ field, form }) => `${field} ${form}`)).toEqual([
    'chain text',
    'Safe address',
    'to address',
    'value text',
    'data bytes',
    'operation text',
    'safeTxGas text',
    'baseGas text',
    'gasPrice text',
    'gasToken address',
    'refundReceiver address',
    'nonce text',
  ])
})

test('behavior: text is compared as it is, and a side that has no field differs', () => {
  expect(fieldPair('a', 'text', 'Call', 'call').differs).toBe(true)
  expect(fieldPair('a', 'bytes', '0xAB', '0xab').differs).toBe(false)
  for (const form of ['text', 'address'] as const) {
    expect(fieldPair('a', form, undefined, '0x1')).toMatchObject({ left: undefined, differs: true })
    expect(fieldPair('a', form, '0x1', undefined)).toMatchObject({
      right: undefined,
      differs: true,
    })
    expect(fieldPair('a', form, undefined, undefined).differs).toBe(false)
  }
})
