import { type Address, encodeFunctionData, type Hash } from 'viem'
import { mine, revert, snapshot } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { openStore } from '@/lib/adapters/store/open-store'
import { readScanCursor } from '@/lib/adapters/store/read-scan-cursor'
import type { Store } from '@/lib/adapters/store/store'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { approvedHashSignature } from '@/lib/core/safe/approved-hash-signature'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { startPostgres } from '@/test/postgres'
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
import { confirmTransaction } from './confirm-transaction'
import { followSafe } from './follow-safe'
import { listProposedTransactions } from './list-proposed-transactions'
import { proposeTransaction } from './propose-transaction'
import { readTransaction } from './read-transactions'
import type { SafeServiceContext } from './safe-service-context'

const postgres = await startPostgres()
const databases = [
  ['PGlite', {}],
  ...(postgres ? [['PostgreSQL', { databaseUrl: postgres.databaseUrl }] as const] : []),
] as const

let chain: SafeOnAnvil
beforeAll(async () => {
  chain = await startSafeChain()
})
afterAll(async () => {
  await chain?.stop()
  await postgres?.stop()
})

describe.each(databases)('%s', (_, parameters) => {
  let store: Store
  let context: SafeServiceContext
  beforeAll(async () => {
    store = await openStore(parameters)
    context = {
      store,
      client: createRpcClient({ chainId, name: 'Anvil', rpcUrls: [chain.rpcUrl] }),
      chainId,
      now: () => new Date(),
      followInterval: 0,
    }
  })
  afterAll(() => store?.close())

  /** As the desk asks: with the nonce of the moment. */
  const listOf = async (safe: Address) => {
    const { nonce } = await readSafe(context.client, { chainId, address: safe })
    await followSafe(context, { safe, force: true })
    return await listProposedTransactions(context, { safe, nonce })
  }

  async function propose(transaction: SafeTransaction): Promise<Hash> {
    const safeTxHash = hashOf(transaction)
    await proposeTransaction(context, {
      transaction,
      safeTxHash,
      sender: demoAccount(0).address,
      signatures: await signAs(0, transaction),
      origin: '',
    })
    return safeTxHash
  }

  async function approve(index: number, safe: Address, hash: Hash) {
    const data = encodeFunctionData({ abi: safeAbi, functionName: 'approveHash', args: [hash] })
    return await sendTransaction(chain.client, { from: demoAccount(index).address, to: safe, data })
  }

  const kindsOf = async (safeTxHash: Hash) =>
    (await readTransaction(context, { safeTxHash })).confirmations.map(
      ({ owner, signature, transactionHash }) => [owner, signature.kind, transactionHash],
    )

  test('default: an approval on chain is a confirmation, before and after the proposal', async () => {
    const safe = await createTestSafe(chain.client)
    const transaction = transactionOf(safe)
    const early = await approve(1, safe, hashOf(transaction))
    const safeTxHash = await propose(transaction)
    const late = await approve(2, safe, safeTxHash)
    const [owner0, owner1, owner2] = [0, 1, 2].map((index) => demoAccount(index).address)
    const kinds = await kindsOf(safeTxHash)
    expect(kinds).toHaveLength(3)
    expect(kinds).toContainEqual([owner0, 'eip712', undefined])
    expect(kinds).toContainEqual([owner1, 'approved-hash', early.transactionHash])
    expect(kinds).toContainEqual([owner2, 'approved-hash', late.transactionHash])
  })

  test('behavior: an approval sent as a signature is accepted once it is on chain', async () => {
    const safe = await createTestSafe(chain.client)
    const transaction = transactionOf(safe)
    const safeTxHash = await propose(transaction)
    const signatures = encodeSignatures([approvedHashSignature(demoAccount(1).address)])
    await expect(confirmTransaction(context, { safeTxHash, signatures })).rejects.toThrow(
      'has not approved the hash on chain',
    )
    await approve(1, safe, safeTxHash)
    await confirmTransaction(context, { safeTxHash, signatures })
    expect(await kindsOf(safeTxHash)).toHaveLength(2)
    // A signature stands without the chain, so it takes the place of the approval.
    await confirmTransaction(context, { safeTxHash, signatures: await signAs(1, transaction) })
    expect((await kindsOf(safeTxHash)).map(([, kind]) => kind)).toEqual(['eip712', 'eip712'])
  })

  test('behavior: an execution is tracked, its rival is replaced', async () => {
    const safe = await createTestSafe(chain.client)
    const transaction = transactionOf(safe)
    const rival = transactionOf(safe, { data: '0x01' })
    const [safeTxHash] = [await propose(transaction), await propose(rival)]
    const { transactionHash, blockNumber } = await executeAs(chain.client, [0, 1], transaction)
    const { execution, confirmations } = await readTransaction(context, { safeTxHash })
    expect(execution).toMatchObject({
      success: true,
      transactionHash,
      blockNumber,
      executor: demoAccount(8).address,
      payment: 0n,
    })
    expect(confirmations.map(({ owner }) => owner)).toContain(demoAccount(1).address)
    const listed = await listOf(safe)
    expect(listed.map(({ outcome }) => outcome.status).sort()).toEqual(['executed', 'replaced'])
  })

  test('behavior: a failure of the inner call is tracked as such', async () => {
    const safe = await createTestSafe(chain.client)
    // More owners needed than there are: that call fails, and with safeTxGas the Safe does not revert with it.
    const changeThreshold = encodeFunctionData({
      abi: safeAbi,
      functionName: 'changeThreshold',
      args: [9n],
    })
    const failing = transactionOf(safe, {
      target: safe,
      data: changeThreshold,
      safeTxGas: 50_000n,
    })
    const succeeding = transactionOf(safe, { nonce: 1n, safeTxGas: 50_000n })
    await executeAs(chain.client, [0, 1], failing)
    await executeAs(chain.client, [0, 1], succeeding)
    await followSafe(context, { safe })
    const first = await readTransaction(context, { safeTxHash: hashOf(failing) })
    const second = await readTransaction(context, { safeTxHash: hashOf(succeeding) })
    expect([first.execution?.success, second.execution?.success]).toEqual([false, true])
  })

  test.each(['safe', 'safeL2'] as const)(
    'behavior: what was never proposed here is read from its execution (%s)',
    async (singleton) => {
      const safe = await createTestSafe(chain.client, { singleton })
      const transactions = [0n, 1n, 2n].map((nonce) =>
        transactionOf(safe, { nonce, data: `0x0${nonce}` }),
      )
      for (const transaction of transactions) await executeAs(chain.client, [1, 2], transaction)
      const listed = await listOf(safe)
      expect(listed.map(({ transaction }) => transaction)).toEqual(transactions)
      expect(listed[0]).toMatchObject({ proposer: undefined, outcome: { status: 'executed' } })
      const owners = [demoAccount(1).address, demoAccount(2).address].sort()
      expect(listed[0]?.confirmations.map(({ owner }) => owner).sort()).toEqual(owners)
    },
  )

  test('behavior: a reorganisation takes back executions and approvals', async () => {
    const safe = await createTestSafe(chain.client)
    const transaction = transactionOf(safe)
    const safeTxHash = await propose(transaction)
    const id = await snapshot(chain.client)
    await approve(2, safe, safeTxHash)
    const signatures = encodeSignatures([approvedHashSignature(demoAccount(2).address)])
    await confirmTransaction(context, { safeTxHash, signatures })
    await executeAs(chain.client, [0, 1], transaction)
    const observed = transactionOf(safe, { nonce: 1n, data: '0x77' })
    await executeAs(chain.client, [0, 1], observed)
    expect((await readTransaction(context, { safeTxHash })).execution).toBeDefined()
    expect((await listOf(safe)).length).toBe(2)

    await revert(chain.client, { id })
    // Other blocks of the same numbers.
    await mine(chain.client, { blocks: 5 })
    const after = await readTransaction(context, { safeTxHash })
    expect(after.execution).toBeUndefined()
    // Signatures stay, whatever the chain does; approvals go with it.
    const kinds = after.confirmations.map(({ signature }) => signature.kind)
    expect(kinds).toEqual(['eip712', 'eip712'])
    expect((await listOf(safe)).map((one) => one.outcome)).toEqual([{ status: 'pending' }])
    await executeAs(chain.client, [0, 1], transaction)
    expect((await readTransaction(context, { safeTxHash })).execution?.success).toBe(true)
  })

  test('behavior: a reorganisation deeper than what is read anew each time', async () => {
    const safe = await createTestSafe(chain.client)
    const kept = transactionOf(safe)
    await executeAs(chain.client, [0, 1], kept)
    const id = await snapshot(chain.client)
    const lost = transactionOf(safe, { nonce: 1n })
    await propose(lost)
    await executeAs(chain.client, [0, 1], lost)
    await mine(chain.client, { blocks: 100 })
    await followSafe(context, { safe })
    const before = await readScanCursor(store, { chainId, address: safe, subject: 'safe' })
    expect(before?.toBlock).toBeGreaterThan(0n)
    const executed = await readTransaction(context, { safeTxHash: hashOf(lost) })
    expect(executed.execution?.blockNumber).toBeLessThan(before?.toBlock ?? 0n)

    await revert(chain.client, { id })
    await mine(chain.client, { blocks: 150 })
    const after = await readTransaction(context, { safeTxHash: hashOf(lost) })
    expect(after.execution).toBeUndefined()
    const first = await readTransaction(context, { safeTxHash: hashOf(kept) })
    expect(first.execution?.success).toBe(true)
  })

  test('behavior: a chain that is shorter than before', async () => {
    const safe = await createTestSafe(chain.client)
    const id = await snapshot(chain.client)
    const transaction = transactionOf(safe)
    const safeTxHash = await propose(transaction)
    await executeAs(chain.client, [0, 1], transaction)
    await mine(chain.client, { blocks: 60 })
    expect((await readTransaction(context, { safeTxHash })).execution).toBeDefined()
    await revert(chain.client, { id })
    expect((await readTransaction(context, { safeTxHash })).execution).toBeUndefined()
  })

  test('behavior: readers that come together share one look', async () => {
    const safe = await createTestSafe(chain.client)
    const safeTxHash = await propose(transactionOf(safe))
    const throttled = { ...context, followInterval: 60_000 }
    await Promise.all(Array.from({ length: 20 }, () => readTransaction(throttled, { safeTxHash })))
    await executeAs(chain.client, [0, 1], transactionOf(safe))
    expect((await readTransaction(throttled, { safeTxHash })).execution).toBeUndefined()
    await followSafe(throttled, { safe, force: true })
    expect((await readTransaction(throttled, { safeTxHash })).execution).toBeDefined()
  })

  test('behavior: while the chain is away, what is stored is answered', async () => {
    const safe = await createTestSafe(chain.client)
    const safeTxHash = await propose(transactionOf(safe))
    const away = createRpcClient({ chainId, name: 'away', rpcUrls: ['http://127.0.0.1:1'] })
    const offline = { ...context, client: away }
    expect((await readTransaction(offline, { safeTxHash })).confirmations).toHaveLength(1)
    await expect(followSafe(offline, { safe })).rejects.toThrow('No node of this chain answered.')
    await expect(
      confirmTransaction(offline, { safeTxHash, signatures: await signAs(1, transactionOf(safe)) }),
    ).rejects.toThrow('No node of this chain answered.')
    expect((await readTransaction(context, { safeTxHash })).confirmations).toHaveLength(1)
  })
})
