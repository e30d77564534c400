import { expect, test } from 'vitest'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { approvalCall } from '@/lib/core/safe/nested-approval'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { addressOf, hashOf } from './__fixtures__/draft'
import { patchOf, proposed, safe, scheduleOf, transactionOf } from './__fixtures__/proposals'
import { recordOf, safe as state } from './__fixtures__/records'
import { findApproved } from './find-approved'

const version = '1.4.1'
const [child, grandchild] = ['child', 'grandchild'].map((name) => ({
  chainId: safe.chainId,
  address: addressOf(name),
})) as [typeof safe, typeof safe]
const safes = [safe, child, grandchild].map((at) => ({ ...state, safe: at, version }))

const real = (name: string, transaction: SafeTransaction): ProposedTransaction => ({
  ...proposed(name, transaction),
  safeTxHash: hashSafeTransaction({ transaction, version }).safeTxHash,
})
const approvalOf = (parent: ProposedTransaction, by: typeof safe) =>
  real(
    'approval',
    plainTransaction({
      safe: by,
      call: approvalCall(parent.transaction.safe, parent.safeTxHash),
      nonce: 0n,
    }),
  )
const recordWith = (name: string, transaction: ProposedTransaction) => ({
  ...recordOf({ name, stage: 'proposed' as const }),
  others: [transaction],
})

const top = real('top', transactionOf(scheduleOf(patchOf('vault'))))
const first = approvalOf(top, child)
const second = approvalOf(first, grandchild)
const records = [recordWith('vault', top), recordWith('first', first)]

test('default: each transaction on the way up', () => {
  const found = findApproved({ transaction: second, records, safes })
  expect(found?.steps.map(({ transaction }) => transaction)).toEqual([first, top])
  expect(found?.missing).toBeUndefined()
  expect(findApproved({ transaction: top, records, safes })).toBeUndefined()
})

test('behavior: a hash that nobody knows is named', () => {
  const missing = findApproved({ transaction: second, records: [records[1]!], safes })
  expect(missing).toMatchObject({ missing: top.safeTxHash, steps: [{ transaction: first }] })
})

test('behavior: a service that gives another transaction under the hash is not believed', () => {
  const lie = { ...top, transaction: { ...top.transaction, value: 1n } }
  const found = findApproved({ transaction: first, records: [recordWith('lie', lie)], safes })
  expect(found).toMatchObject({ steps: [], missing: top.safeTxHash })
  const honest = findApproved({ transaction: first, records: [recordWith('top', top)], safes })
  expect(honest?.missing).toBeUndefined()
})

test('behavior: the same hash at another Safe is another approval', () => {
  const elsewhere = real(
    'elsewhere',
    plainTransaction({
      safe: grandchild,
      call: approvalCall({ ...safe, address: addressOf('other') }, hashOf('x')),
      nonce: 0n,
    }),
  )
  expect(findApproved({ transaction: elsewhere, records, safes })?.missing).toBe(hashOf('x'))
})
