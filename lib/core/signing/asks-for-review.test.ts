import { encodeFunctionData, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { addressOf } from '@/lib/core/patch/__fixtures__/draft'
import {
  batchOf,
  cancelOf,
  executeOf,
  otherTimelock,
  patchOf,
  payment,
  scheduleOf,
  timelock,
  transactionOf,
} from '@/lib/core/patch/__fixtures__/proposals'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { rejectionOf } from '@/lib/core/safe/rejection-of'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { asksForReview } from './asks-for-review'

const patch = patchOf('vault')
const cancel = cancelOf(patchOperation(patch).id)
const abi = parseAbi(['function upgradeToAndCall(address,bytes)', 'function pause()'])
const vault = { target: addressOf('vault'), value: 0n }
const upgrade = {
  ...vault,
  data: encodeFunctionData({
    abi,
    functionName: 'upgradeToAndCall',
    args: [addressOf('v2'), '0x'],
  }),
}
const pause = { ...vault, data: encodeFunctionData({ abi, functionName: 'pause' }) }
const asks = (transaction: SafeTransaction) =>
  asksForReview({ transaction, timelocks: [timelock, otherTimelock] })

describe('asksForReview', () => {
  test.each([
    ['schedules an operation', transactionOf(scheduleOf(patch))],
    ['schedules one at another timelock', transactionOf(scheduleOf(patch, otherTimelock))],
    ['schedules one among harmless calls', batchOf([payment, cancel, scheduleOf(patch)])],
    ['orders an upgrade past the timelock', transactionOf(upgrade)],
    ['orders one among harmless calls', batchOf([cancel, upgrade])],
    ['lends the Safe to unknown code', { ...transactionOf(cancel), operation: 'delegatecall' }],
  ] as const)('default: what %s', (_, transaction) => {
    expect(asks(transaction)).toBe(true)
  })

  test.each([
    ['a rejection', rejectionOf(transactionOf(scheduleOf(patch)))],
    ['a cancellation', transactionOf(cancel)],
    ['several cancellations', batchOf([cancel, cancel])],
    ['an emergency pause', transactionOf(pause)],
    ['the execution of what is scheduled', transactionOf(executeOf(patch))],
    ['a payment', transactionOf(payment)],
    [
      'schedule of a contract that is no timelock of ours',
      transactionOf({ ...scheduleOf(patch), target: addressOf('impostor') }),
    ],
  ] as const)('behavior: %s never waits for one', (_, transaction) => {
    expect(asks(transaction)).toBe(false)
  })
})
