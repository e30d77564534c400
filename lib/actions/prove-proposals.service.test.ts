import type { Address, Hex } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { approvedHashSignature } from '@/lib/core/safe/approved-hash-signature'
import type { Confirmation, ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeSignature } from '@/lib/core/safe/signature'
import {
  chainId,
  createTestSafe,
  hashOf,
  type SafeOnAnvil,
  signAs,
  startSafeChain,
  transactionOf,
} from '@/test/safe-on-anvil'
import { approveHash } from './approve-hash'
import { proveProposals } from './prove-proposals'

let chain: SafeOnAnvil
let state: SafeState

beforeAll(async () => {
  chain = await startSafeChain()
  const address = await createTestSafe(chain.client, { owners: [0, 1], threshold: 2 })
  state = await readSafe(chain.client, { chainId, address })
})
afterAll(() => chain?.stop())

const ownerOf = (index: number): Address => demoAccount(index).address
const transaction = () => transactionOf(state.safe.address)

async function confirmationBy(index: number, signer = index): Promise<Confirmation> {
  const data: Hex = await signAs(signer, transaction())
  const owner = ownerOf(index)
  return { owner, signature: { kind: 'eip712', signer: owner, data }, submittedAt: 0n }
}

function proposalOf(change: Partial<ProposedTransaction>): ProposedTransaction {
  return {
    transaction: transaction(),
    safeTxHash: hashOf(transaction()),
    proposer: ownerOf(0),
    submittedAt: 0n,
    origin: '',
    confirmations: [],
    outcome: { status: 'pending' },
    ...change,
  }
}

async function provenOwners(confirmations: readonly Confirmation[]) {
  const transactions = [proposalOf({ confirmations })]
  const [proven] = await proveProposals(chain.client, { state, transactions })
  return proven?.confirmations.map(({ owner }) => owner)
}

test('default', async () => {
  expect(await provenOwners([await confirmationBy(0), await confirmationBy(1)])).toEqual([
    ownerOf(0),
    ownerOf(1),
  ])
})

test('behavior: a signature that somebody else made for an owner does not count', async () => {
  expect(await provenOwners([await confirmationBy(0), await confirmationBy(1, 5)])).toEqual([
    ownerOf(0),
  ])
  const garbage: SafeSignature = { kind: 'eip712', signer: ownerOf(1), data: '0x1234' }
  expect(await provenOwners([{ ...(await confirmationBy(1)), signature: garbage }])).toEqual([])
  const posing = { ...(await confirmationBy(5)), owner: ownerOf(1) }
  expect(await provenOwners([posing])).toEqual([])
})

test('behavior: an approval counts once the chain has it, whoever claims it before', async () => {
  const owner = ownerOf(1)
  const approval = { owner, signature: approvedHashSignature(owner), submittedAt: 0n }
  expect(await provenOwners([approval])).toEqual([])
  await approveHash({
    wallet: chain.client,
    reader: chain.client,
    account: owner,
    transaction: transaction(),
    version: state.version,
    safeTxHash: hashOf(transaction()),
  })
  expect(await provenOwners([approval])).toEqual([owner])
})

test('behavior: a contract that confirms nothing confirms nothing', async () => {
  const owner = state.safe.address
  const signature: SafeSignature = { kind: 'contract', signer: owner, data: '0x' }
  expect(await provenOwners([{ owner, signature, submittedAt: 0n }])).toEqual([])
})

test('behavior: fields that hash to something else are not shown as what was proposed', async () => {
  const altered = proposalOf({ transaction: { ...transaction(), value: 1n } })
  expect(await proveProposals(chain.client, { state, transactions: [altered] })).toEqual([])
  // A Safe whose hashing we do not know hides nothing, and nothing counts.
  const transactions = [proposalOf({ confirmations: [await confirmationBy(0)] })]
  const unknown = { ...state, version: '2.0.0' }
  expect(await proveProposals(chain.client, { state: unknown, transactions })).toEqual([
    { ...transactions[0], confirmations: [] },
  ])
})
