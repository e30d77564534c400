import { zeroAddress, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { encodeMultiSend } from '@/lib/core/calldata/multi-send'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { addressOf, recordOf, transactionOf } from './__fixtures__/records'
import { leadTransaction } from './lead-transaction'

const content = {
  kind: 'single' as const,
  calls: [{ target: addressOf('vault'), value: 0n, data: '0x' as const }],
  predecessor: zeroHash,
  salt: zeroHash,
}
const operationId = hashOperation(content)
const { transaction: sample } = transactionOf({ name: 'sample', nonce: 0n })
const call = {
  target: sample.target,
  value: 0n,
  data: encodeSchedule({ ...content, delay: 172_800n }),
}
const genuine = proposalOf({ nonce: 49n })

function proposalOf(change: Partial<SafeTransaction>): ProposedTransaction {
  const proposal = transactionOf({ name: 'proposal', nonce: 49n })
  const transaction = plainTransaction({ safe: sample.safe, call, nonce: 49n })
  return { ...proposal, transaction: { ...transaction, ...change } }
}

function leadOf(schedules: readonly ProposedTransaction[]) {
  return leadTransaction({
    ...recordOf({ name: 'patch', stage: 'proposed' }),
    operationId,
    schedules,
  })
}

test('default', () => {
  expect(leadOf([genuine])).toBe(genuine)
  expect(leadOf([])).toBeUndefined()
})

test('behavior: nobody takes the place of the plain proposal that comes first', () => {
  const far = proposalOf({ nonce: 1_000_000n })
  const refunding = proposalOf({ nonce: 48n, gasPrice: 1n, gasToken: zeroAddress })
  const batch = proposalOf({
    nonce: 48n,
    operation: 'delegatecall',
    data: encodeMultiSend([{ ...call, operation: 'call' }]),
  })
  expect(leadOf([genuine, far])).toBe(genuine)
  expect(leadOf([refunding, genuine])).toBe(genuine)
  expect(leadOf([batch, genuine])).toBe(genuine)
})

test('behavior: one that still collects comes before one that is over', () => {
  const over = { ...proposalOf({ nonce: 47n }), outcome: { status: 'replaced' } as const }
  expect(leadOf([over, genuine])).toBe(genuine)
  expect(leadOf([genuine, over])).toBe(genuine)
  expect(leadOf([over])).toBe(over)
})
