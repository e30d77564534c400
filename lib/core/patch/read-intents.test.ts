import { describe, expect, test } from 'vitest'
import { addressOf, hashOf } from '@/lib/core/patch/__fixtures__/draft'
import {
  batchOf,
  cancelOf,
  executeOf,
  otherTimelock,
  patchOf,
  payment,
  safe,
  scheduleOf,
  timelock,
  transactionOf,
} from '@/lib/core/patch/__fixtures__/proposals'
import { rejectionOf } from '@/lib/core/safe/rejection-of'
import { patchOperation } from './patch-operation'
import { readIntents } from './read-intents'

const timelocks = [timelock, otherTimelock]
const patch = patchOf('vault')
const { id } = patchOperation(patch)
const schedule = { kind: 'schedule', timelock, operationId: id }
const read = (transaction: Parameters<typeof readIntents>[0]['transaction']) =>
  readIntents({ transaction, timelocks })

describe('readIntents', () => {
  test.each([
    ['schedule', scheduleOf(patch)],
    ['execute', executeOf(patch)],
    ['cancel', cancelOf(id)],
  ])('default: %s, its id recomputed', (kind, call) => {
    expect(read(transactionOf(call))).toEqual([{ kind, timelock, operationId: id }])
  })

  test('behavior: the timelock that is called is named', () => {
    expect(read(transactionOf(scheduleOf(patch, otherTimelock)))).toEqual([
      { ...schedule, timelock: otherTimelock },
    ])
  })

  test('behavior: one changed byte makes another operation', () => {
    const call = scheduleOf(patch)
    const changed = { ...call, data: call.data.replace('4f1ef286', '4f1ef287') as `0x${string}` }
    expect(changed.data).not.toBe(call.data)
    const [intent] = read(transactionOf(changed))
    expect(intent).toMatchObject({ kind: 'schedule' })
    expect(intent).not.toEqual(schedule)
  })

  test.each([
    ['to another contract', { ...scheduleOf(patch), target: addressOf('impostor') }],
    ['with bytes that trail', { ...cancelOf(id), data: `${cancelOf(id).data}00` as const }],
    ['of no timelock function', { ...scheduleOf(patch), data: '0x12345678' as const }],
  ])('behavior: a call %s is other', (_, call) => {
    expect(read(transactionOf(call))).toEqual([{ kind: 'other' }])
  })

  test('behavior: the same address on another chain is another contract', () => {
    const elsewhere = { ...transactionOf(scheduleOf(patch)), safe: { ...safe, chainId: 1 } }
    expect(read(elsewhere)).toEqual([{ kind: 'other' }])
  })

  test('behavior: a batch may do several things, and what is none of them is not left out', () => {
    const cancelled = hashOf('cancelled')
    const calls = [payment, scheduleOf(patch), cancelOf(cancelled, otherTimelock), payment]
    expect(read(batchOf(calls))).toEqual([
      schedule,
      { kind: 'cancel', timelock: otherTimelock, operationId: cancelled },
      { kind: 'other' },
    ])
    expect(read(batchOf([scheduleOf(patch)]))).toEqual([schedule])
  })

  test('behavior: what a delegatecall to unknown code does is not told by its calldata', () => {
    const batch = batchOf([scheduleOf(patch)])
    expect(read({ ...batch, target: addressOf('impostor') })).toEqual([{ kind: 'other' }])
    const direct = { ...transactionOf(scheduleOf(patch)), operation: 'delegatecall' } as const
    expect(read(direct)).toEqual([{ kind: 'other' }])
  })

  test('behavior: an empty call to itself is a rejection, with a value or as a delegatecall not', () => {
    const rejection = rejectionOf(transactionOf(payment))
    expect(read(rejection)).toEqual([{ kind: 'rejection' }])
    expect(read({ ...rejection, value: 1n })).toEqual([{ kind: 'other' }])
    expect(read({ ...rejection, operation: 'delegatecall' })).toEqual([{ kind: 'other' }])
    expect(read({ ...rejection, data: '0x00' })).toEqual([{ kind: 'other' }])
    expect(read({ ...rejection, target: addressOf('impostor') })).toEqual([{ kind: 'other' }])
  })
})
