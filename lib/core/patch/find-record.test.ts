import { expect, test } from 'vitest'
import { hashOf } from '@/lib/core/patch/__fixtures__/draft'
import {
  cancelOf,
  executeOf,
  liveOf,
  now,
  otherTimelock,
  patchOf,
  payment,
  proposed,
  safe,
  scheduleOf,
  timelock,
  transactionOf,
} from '@/lib/core/patch/__fixtures__/proposals'
import { type AssembleRecordsParameters, assembleRecords } from './assemble-records'
import type { ProtocolDesk } from './desk'
import { findRecord, parseKey } from './find-record'
import { patchOperation } from './patch-operation'

const patch = patchOf('vault')
const { id } = patchOperation(patch)
const schedule = proposed('schedule', transactionOf(scheduleOf(patch)))
const cancel = proposed('cancel', transactionOf(cancelOf(id)))
const execute = proposed('execute', transactionOf(executeOf(patch)))
const pay = proposed('pay', transactionOf(payment))

const deskOf = (parameters: Partial<AssembleRecordsParameters>): ProtocolDesk => ({
  name: 'Harbor',
  chainId: safe.chainId,
  chain: undefined,
  readAt: 0,
  stale: undefined,
  sources: [],
  labels: {},
  records: assembleRecords({
    protocol: 'Harbor',
    timelock,
    timelocks: [],
    operations: [],
    patches: [],
    transactions: [],
    implementations: new Map(),
    labels: {},
    now,
    ...parameters,
  }),
})

const strategies = deskOf({ timelock: otherTimelock, patches: [patchOf('strategy')] })
const vaults = deskOf({
  patches: [patch],
  operations: [liveOf(patch, 'waiting')],
  transactions: [
    { ...schedule, outcome: { status: 'replaced' } },
    { ...cancel, outcome: { status: 'replaced' } },
    execute,
    pay,
  ],
})
const desks = [strategies, vaults]

test.each([
  ['digest', patch.digest, patch.digest],
  ['operation id', id, patch.digest],
  ['safeTxHash of a schedule', schedule.safeTxHash, patch.digest],
  ['safeTxHash of a cancellation that is over', cancel.safeTxHash, patch.digest],
  ['safeTxHash of an execution that stands alone', execute.safeTxHash, execute.safeTxHash],
  ['safeTxHash of anything else', pay.safeTxHash, pay.safeTxHash],
])('default: by %s', (_, hash, key) => {
  const found = findRecord(desks, hash)
  expect(found?.record.key).toBe(key)
  expect(found?.desk).toBe(vaults)
})

test('behavior: nothing has this hash', () => {
  expect(findRecord(desks, hashOf('nothing'))).toBeUndefined()
  expect(findRecord([], id)).toBeUndefined()
})

test('behavior: a proposal at another timelock does not hide what waits under the same id', () => {
  const copy = deskOf({
    timelock: otherTimelock,
    transactions: [proposed('copy', transactionOf(scheduleOf(patch, otherTimelock)))],
  })
  const waiting = deskOf({ operations: [liveOf(patch, 'waiting')] })
  expect(findRecord([copy, waiting], id)?.desk).toBe(waiting)
  expect(findRecord([copy], id)?.desk).toBe(copy)
})

test('behavior: a key from the address bar is lower case', () => {
  const shouted = `0x${id.slice(2).toUpperCase()}`
  expect(parseKey(shouted)).toBe(id)
  expect(parseKey(shouted.replace('0x', '0X'))).toBe(id)
})

test.each([
  '',
  '0x',
  '0x12',
  `${id}00`,
  id.slice(0, -1),
  `0x${'zz'.repeat(32)}`,
  ` ${id}`,
  '../secret',
])('behavior: %j is no key', (text) => {
  expect(parseKey(text)).toBeUndefined()
})
