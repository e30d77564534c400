import fc from 'fast-check'
import { type Address, getAddress, type Hash, numberToHex, zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { arbitrarySafeTransaction } from './__fixtures__/arbitraries'
import { hashSafeTransaction } from './hash-safe-transaction'
import { approvalCall, nestedMessages } from './nested-approval'
import { nestedApprovals } from './nested-approvals'
import type { SafeNode } from './owner-tree'
import type { ProposedTransaction } from './proposed-transaction'
import type { SafeState } from './safe-state'
import type { SafeTransaction } from './safe-transaction'

const version = '1.4.1'
const sample = fc.sample(arbitrarySafeTransaction, { numRuns: 1, seed: 9 })[0] as SafeTransaction

const addressOf = (number: number): Address => getAddress(numberToHex(number, { size: 20 }))

function stateOf(number: number): SafeState {
  return {
    safe: { chainId: sample.safe.chainId, address: addressOf(number) },
    ...{ version, singleton: zeroAddress, owners: [], threshold: 1, nonce: 0n, modules: [] },
    ...{ guard: zeroAddress, fallbackHandler: zeroAddress },
  }
}

function proposed(transaction: ProposedTransaction['transaction']): ProposedTransaction {
  return {
    transaction,
    safeTxHash: hashSafeTransaction({ transaction, version }).safeTxHash,
    ...{ proposer: undefined, submittedAt: 0n, origin: '', confirmations: [] },
    outcome: { status: 'pending' },
  }
}

/** The transaction of one Safe that approves that of another. */
function approves(owner: SafeState, parent: SafeState, safeTxHash: Hash): ProposedTransaction {
  const call = approvalCall(parent.safe, safeTxHash)
  return proposed({ ...sample, ...call, operation: 'call', safe: owner.safe })
}

const top = stateOf(1)
const middle = stateOf(2)
const bottom = stateOf(3)
const nodeOf = (state: SafeState, owners: SafeNode['owners'] = []): SafeNode => ({
  ...{ kind: 'safe', address: state.safe.address, state, owners },
})
const transaction = proposed({ ...sample, safe: top.safe })
const lead = { transaction, safe: top }
const first = approves(middle, top, transaction.safeTxHash)
const second = approves(bottom, middle, first.safeTxHash)

test('default: an owner approves by its own transaction, or signs a message', () => {
  const found = nestedApprovals({
    ...{ lead, node: nodeOf(middle), path: [], transactions: [second, first] },
  })
  expect(found.approval).toBe(first)
  const messages = nestedMessages({
    transaction: transaction.transaction,
    version,
    path: [middle],
  })
  expect(found.messageHash).toBe(messages[0]?.messageHash)
  expect(found.steps?.map(({ safeTxHash }) => safeTxHash)).toEqual([transaction.safeTxHash])
})

test('behavior: a Safe below approves what the one above it has proposed', () => {
  const below = { lead, node: nodeOf(bottom), path: [middle] }
  const found = nestedApprovals({ ...below, transactions: [first, second] })
  expect(found.approval).toBe(second)
  expect(found.steps?.map(({ safeTxHash }) => safeTxHash)).toEqual([
    transaction.safeTxHash,
    first.safeTxHash,
  ])
  // While that has proposed nothing there is nothing to approve, though a message can be signed.
  const early = nestedApprovals({ ...below, transactions: [second] })
  expect(early).toMatchObject({ approval: undefined, steps: undefined })
  expect(early.messageHash).toBe(found.messageHash)
})

test('behavior: a Safe three below approves what the one right above it has proposed', () => {
  const deepest = stateOf(4)
  const third = approves(deepest, bottom, second.safeTxHash)
  const below = { lead, node: nodeOf(deepest), path: [middle, bottom] }
  const found = nestedApprovals({ ...below, transactions: [third, first, second] })
  expect(found.approval).toBe(third)
  expect(found.steps?.map(({ safeTxHash }) => safeTxHash)).toEqual([
    transaction.safeTxHash,
    first.safeTxHash,
    second.safeTxHash,
  ])
})

test('behavior: what lost its nonce approves nothing, and neither does what approves something else', () => {
  const replaced = { ...first, outcome: { status: 'replaced' } } as const
  const foreign = approves(middle, bottom, transaction.safeTxHash)
  const other = approves(middle, top, first.safeTxHash)
  const byAnother = approves(bottom, top, transaction.safeTxHash)
  // A transfer, say.
  const none = proposed({ ...sample, data: '0x', safe: middle.safe })
  for (const transactions of [[replaced], [foreign], [other], [byAnother], [none], [second]]) {
    const found = nestedApprovals({ lead, node: nodeOf(middle), path: [], transactions })
    expect(found.approval).toBeUndefined()
  }
})

test('error: of a version that is not known, its own or one above, nothing is told; of the others all is', () => {
  const strange = { ...middle, version: '9.4.1' }
  const none = {
    unknown: '9.4.1',
    approval: undefined,
    messageHash: undefined,
    steps: undefined,
  }
  const transactions = [first, second]
  const under = { lead, transactions }
  expect(nestedApprovals({ ...under, node: nodeOf(strange), path: [] })).toEqual(none)
  expect(nestedApprovals({ ...under, node: nodeOf(bottom), path: [strange] })).toEqual(none)
  const known = nestedApprovals({ ...under, node: nodeOf(middle), path: [] })
  expect([known.unknown, known.approval]).toEqual([undefined, first])
})
