import { expect, test } from 'vitest'
import { patchOf, scheduleOf, transactionOf } from '@/lib/core/patch/__fixtures__/proposals'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { reviewStanding } from './review-standing'

const transaction = transactionOf(scheduleOf(patchOf('vault')))
const standingOf = (reviewed: SafeTransaction | undefined, block = 100n) =>
  reviewStanding({
    review: { input: { transaction: reviewed }, confirmedBlock: 100n },
    transaction,
    block,
  })

test('default', () => {
  expect(standingOf(transaction)).toBe('current')
  expect(reviewStanding({ review: undefined, transaction, block: 100n })).toBe('none')
})

test('behavior: a review of other bytes is none of these', () => {
  expect(standingOf(undefined)).toBe('of-other-bytes')
  const { safe } = transaction
  const others: readonly Partial<SafeTransaction>[] = [
    { nonce: transaction.nonce + 1n },
    { data: `${transaction.data}00` },
    { operation: 'delegatecall' },
    { gasPrice: 1n },
    { value: 1n },
    { safe: { ...safe, chainId: 1 } },
    { safe: { ...safe, address: transaction.target } },
  ]
  for (const change of others) {
    expect(standingOf({ ...transaction, ...change }), Object.keys(change).join()).toBe(
      'of-other-bytes',
    )
  }
})

test('behavior: the case of an address makes no other bytes', () => {
  const target = transaction.target.toLowerCase() as typeof transaction.target
  expect(standingOf({ ...transaction, target })).toBe('current')
})

test('behavior: after a day of blocks it has to be made again', () => {
  expect(standingOf(transaction, 7_300n)).toBe('current')
  expect(standingOf(transaction, 7_301n)).toBe('old')
})
