import type { Address, Hash } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import type { Store } from '@/lib/adapters/store/store'
import { parseConfig } from '@/lib/config/config'
import { knownSafes } from '@/lib/core/patch/attention'
import { findApproved } from '@/lib/core/patch/find-approved'
import { findRecord } from '@/lib/core/patch/find-record'
import { approvalCall } from '@/lib/core/safe/nested-approval'
import { findSafeNode } from '@/lib/core/safe/owner-tree'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { openEmptyStore } from '@/test/empty-store'
import {
  chainId,
  createTestSafe,
  executeAs,
  hashOf,
  type SafeOnAnvil,
  signAs,
  startSafeChain,
  transactionOf,
} from '@/test/safe-on-anvil'
import { type DeskContext, readDesk } from './read-desk'
import { proposeTransaction } from './safe-service/propose-transaction'
import { safeServiceContext } from './safe-service/safe-service-context'

let chain: SafeOnAnvil
let store: Store
beforeAll(async () => {
  chain = await startSafeChain()
  store = await openEmptyStore()
})
afterAll(async () => {
  await store?.close()
  await chain?.stop()
})

/** A desk whose Safe is owned by account 0 and by a Safe that account 3 owns. */
async function startDesk() {
  const child = await createTestSafe(chain.client, { owners: [3], threshold: 1 })
  const top = await createTestSafe(chain.client, { owners: [0, child], threshold: 2 })
  const config = parseConfig(
    JSON.stringify({
      chains: [{ id: chainId, name: 'Anvil', rpcUrls: [chain.rpcUrl] }],
      // No timelock stands there, so that all but its operations is read.
      protocols: [{ name: 'Nested', chainId, safe: top, timelock: demoAccount(9).address }],
    }),
    {},
  )
  const client = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [chain.rpcUrl] })
  const nodes = createChainNodes({ chainId, rpcUrls: [chain.rpcUrl] })
  const context: DeskContext = { config, store, clientFor: () => client, nodesFor: () => nodes }
  const propose = async (transaction: SafeTransaction, signer: number): Promise<Hash> => {
    const service = safeServiceContext(context, chainId)
    if (!service) throw new Error('The chain is not served.')
    const safeTxHash = hashOf(transaction)
    await proposeTransaction(service, {
      transaction,
      safeTxHash,
      sender: demoAccount(signer).address,
      signatures: await signAs(signer, transaction),
      origin: '',
    })
    return safeTxHash
  }
  return { child, top, context, propose }
}

const approvalOf = (parent: SafeTransaction, by: Address) =>
  plainTransaction({
    safe: { chainId, address: by },
    call: approvalCall(parent.safe, hashOf(parent)),
    nonce: 0n,
  })

test('default: a Safe that owns the Safe has its queue here, and what it approves is told', async () => {
  const { child, top, context, propose } = await startDesk()
  const parent = transactionOf(top, { value: 7n })
  const parentHash = await propose(parent, 0)
  const approval = approvalOf(parent, child)
  const approvalHash = await propose(approval, 3)

  const [desk] = await readDesk(context)
  expect(knownSafes(desk!).map(({ safe }) => safe.address)).toEqual([top, child])
  const at = { chainId, address: child }
  expect(findSafeNode(desk!.chain?.owners ?? [], at)?.state.threshold).toBe(1)
  const found = findRecord([desk!], approvalHash)
  expect(found?.record.title).toMatch(/^Approve: /)
  const [transaction] = found!.record.others
  const { records } = desk!
  const approved = findApproved({ transaction: transaction!, records, safes: knownSafes(desk!) })
  expect(approved?.steps.map((step) => step.transaction.safeTxHash)).toEqual([parentHash])

  // Once it has approved on chain, that counts for the Safe above.
  await executeAs(chain.client, [3], approval)
  const [later] = await readDesk(context)
  const above = findRecord([later!], parentHash)?.record.others[0]
  expect(above?.confirmations.map(({ owner, signature }) => [owner, signature.kind])).toEqual(
    expect.arrayContaining([
      [demoAccount(0).address, 'eip712'],
      [child, 'approved-hash'],
    ]),
  )
})

test('behavior: an approval of what nobody has proposed is named as such', async () => {
  const { child, top, context, propose } = await startDesk()
  const approvalHash = await propose(approvalOf(transactionOf(top, { value: 9n }), child), 3)
  const [desk] = await readDesk(context)
  const found = findRecord([desk!], approvalHash)
  expect(found?.record.title).toBe('Approve what nobody here knows')
  const approved = findApproved({
    transaction: found!.record.others[0]!,
    records: desk!.records,
    safes: knownSafes(desk!),
  })
  expect(approved?.missing).toBe(hashOf(transactionOf(top, { value: 9n })))
})
