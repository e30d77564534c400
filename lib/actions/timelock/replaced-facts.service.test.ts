import {
  type Address,
  encodeFunctionData,
  type Hash,
  keccak256,
  numberToHex,
  stringToHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import { followTimelock } from '@/lib/actions/timelock/follow-timelock'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { runIndexJob } from '@/lib/actions/timelock/index-jobs'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { takeBackTo } from '@/lib/actions/timelock/take-back-to'
import { createLocalJobs } from '@/lib/adapters/jobs/local-jobs'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readStoredOperations, saveFound } from '@/lib/adapters/store/found-operations'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { readOperation } from '@/lib/adapters/store/read-operation'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import { readTimelockPage } from '@/lib/adapters/store/read-timelock-page'
import { saveDetection } from '@/lib/adapters/store/save-detection'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import { saveTold } from '@/lib/adapters/store/save-told'
import type { Store } from '@/lib/adapters/store/store'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { Block } from '@/lib/core/chain/snapshot'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { foldInvisible } from '@/lib/core/timelock/kind/fold-invisible'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'
import { openEmptyStore } from '@/test/empty-store'

const chainId = 31_337
const [proposer, other] = [demoAccount(0).address, demoAccount(1).address]

let anvil: Anvil
let client: AnvilClient
let store: Store
let context: IndexContext
let timelock: Address
let turns = 0
let lastSalt = 0

beforeAll(async () => {
  anvil = await startAnvil({ chainId })
  client = anvilClient(anvil.rpcUrl)
  store = await openEmptyStore()
  const nodes = createChainNodes({ chainId, rpcUrls: [anvil.rpcUrl] })
  context = {
    store,
    nodesFor: () => nodes,
    confirmationsFor: () => 4,
    clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl] }),
    now: () => new Date(),
  }
})
afterAll(async () => {
  await store?.close()
  await anvil?.stop()
})

/** Its proposer is its admin, too. */
async function deploy(): Promise<void> {
  const args = [60n, [proposer], [zeroAddress], proposer]
  timelock = await deployContract(client, { from: proposer, name: 'TimelockController', args })
}

beforeEach(async () => {
  await deploy()
  const { number } = await getBlock(client)
  await saveTimelock(store, {
    timelock: at(),
    detection: { kind: 'openzeppelin', generation: '5.1 or later', minDelay: 60n, badges: [] },
    firstBlock: { known: true, value: number },
    scanFrom: number,
    why: 'asked',
    now: new Date(0),
  })
})

const at = () => ({ chainId, address: timelock })

async function turn(): Promise<void> {
  turns += 1
  const { signal } = new AbortController()
  await runIndexJob(context, {
    ...{ timelock: at(), holder: `${turns}`, leaseSeconds: 30 },
    ...{ seconds: 30, signal },
  })
}

const grantProposer = () =>
  sendTransaction(client, {
    from: proposer,
    to: timelock,
    data: encodeFunctionData({
      abi: timelockAbi,
      functionName: 'grantRole',
      args: [keccak256(stringToHex('PROPOSER_ROLE')), other],
    }),
  })

async function followed() {
  const found = await readTimelock(store, at())
  if (!found?.indexed) throw new Error('It is indexed.')
  return { ...found, indexed: found.indexed }
}

const keys = async () =>
  (await followed()).detection.badges.find(({ id }) => id === 'single-key')?.title

/** Other blocks in the place of those since then, and more of them. */
async function replaceSince(snapshot: Hash, blocks: number): Promise<void> {
  await client.revert({ id: snapshot })
  await client.mine({ blocks })
}

describe('what a timelock is', () => {
  test.each([2, 12])(
    'behavior: what blocks told that were replaced is told no more (%i of them)',
    async (depth) => {
      await client.mine({ blocks: 20 })
      await turn()
      expect(await keys()).toBe('A single key schedules.')
      const before = await client.snapshot()
      await grantProposer()
      await client.mine({ blocks: depth - 1 })
      await turn()
      expect(await keys()).toBe('Each of 2 single keys schedules.')
      await replaceSince(before, depth + 1)
      await turn()
      expect(await keys()).toBe('A single key schedules.')
    },
  )

  test('behavior: what was asked before blocks were taken back is not kept', async () => {
    await turn()
    const before = await client.snapshot()
    await grantProposer()
    await indexTimelock(context, { timelock: at() })
    const asked = await followed()
    await replaceSince(before, 2)
    // Another process goes on with it while this one still asks.
    await turn()
    const detection = { ...asked.detection, minDelay: 1n }
    const save = (indexed: Block | undefined) =>
      indexed && saveDetection(store, { timelock: at(), indexed, detection, now: new Date() })
    expect(await save(asked.indexed)).toBe(false)
    expect((await followed()).detection.minDelay).toBe(60n)
    expect(await save((await followed()).indexed)).toBe(true)
    expect((await followed()).detection.minDelay).toBe(1n)
  })
})

test('behavior: a timelock that comes to be made sooner is read from its making on', async () => {
  const before = await client.snapshot()
  await client.mine({ blocks: 2 })
  await deploy()
  const jobs = createLocalJobs()
  const limits = { maximum: 30, perHour: 100 }
  await followTimelock({ ...context, jobs: async () => jobs, limits }, { timelock: at() })
  await client.revert({ id: before })
  const address = timelock
  await deploy()
  expect(timelock).toBe(address)
  await client.mine({ blocks: 5 })
  await turn()
  const page = await readTimelockPage(store, at())
  const logs = await getLogs(client, { address, fromBlock: 0n })
  expect(logs.length).toBeGreaterThan(3)
  expect(page?.settings).toHaveLength(logs.length)
  expect(page?.unscanned).toEqual([])
})

describe('operations of which no event tells', () => {
  /** As a call tells it. */
  const silentAt = (block: Block): QueuedOperation => {
    const content = { kind: 'batch' as const, calls: [], predecessor: zeroHash, salt: zeroHash }
    const { number: blockNumber, hash: blockHash, timestamp: blockTimestamp } = block
    const call = { kind: 'schedule' as const, id: hashOperation(content), content, delay: 60n }
    const position = { blockNumber, blockHash, blockTimestamp, transactionHash: zeroHash }
    const [operation] = foldInvisible({
      subject: { timelock: at(), kind: 'openzeppelin' },
      steps: [{ call, position: { ...position, logIndex: 0 } }],
    })
    if (!operation) throw new Error('It is scheduled.')
    return operation
  }

  /** As `store`; before blocks are taken back, who had the lease before keeps what it has found. */
  const storeAfter = (keep: () => Promise<unknown>): Store => {
    const database = new Proxy(store.database, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        if (name !== 'transaction') return member.bind(target)
        return async (...args: unknown[]) => {
          await keep()
          return await member.apply(target, args)
        }
      },
    })
    return { ...store, database }
  }

  test.each([
    ['goes with the blocks that are taken back', 1n, []],
    ['stays where its block does', 8n, ['unknown']],
  ])('behavior: one that is found meanwhile %s', async (_case, back, left) => {
    await client.mine({ blocks: 10 })
    await indexTimelock(context, { timelock: at() })
    const { indexed, detection } = await followed()
    const read = (blockNumber: bigint) => readBlock(client, { chainId, blockNumber })
    const [end, kept] = [await read(indexed.number - back), await read(indexed.number - 5n)]
    const operation = silentAt(end)
    const keep = () =>
      saveFound(store, {
        ...{ timelock: at(), indexed, operations: [{ operation }], fromBlock: 0n, end },
        ...{ by: 'full', hosts: ['node'], finalizedBlock: 0n, now: new Date() },
      })
    const subject = { timelock: at(), detection, adapter: timelockAdapters.openzeppelin }
    const now = new Date()
    expect(await takeBackTo(storeAfter(keep), { subject, indexed, kept, now })).toBe(true)
    const filter = { chainId, timelock }
    const { operations } = await listOperations(store, { filter, limit: 10 })
    expect(operations.map(({ id }) => id)).toEqual(left.map(() => operation.id))
  })

  async function scheduleAfter(predecessor: Hash) {
    const salt = numberToHex(++lastSalt, { size: 32 })
    const calls = [{ target: proposer, value: 0n, data: '0x' as const }]
    const content = { kind: 'single' as const, calls, predecessor, salt }
    const data = encodeSchedule({ ...content, delay: 10_000n })
    await sendTransaction(client, { from: proposer, to: timelock, data })
    return hashOperation(content)
  }

  const doneBefore = async (id: Hash) =>
    (await readOperation(store, { ...at(), id }))?.predecessorDone

  test('behavior: that a predecessor is done was said by blocks that are taken back', async () => {
    const id = await scheduleAfter(numberToHex(7, { size: 32 }))
    await client.mine({ blocks: 5 })
    await indexTimelock(context, { timelock: at() })
    const { indexed, detection } = await followed()
    const [operation] = await readStoredOperations(store, { timelock: at(), ids: [id] })
    if (!operation) throw new Error('It is stored.')
    const told = { known: true, value: { standing: 'waiting', block: indexed } } as const
    const operations = [{ operation, told, predecessorDone: true }]
    await saveTold(store, { timelock: at(), indexed, operations, now: new Date() })
    expect(await doneBefore(id)).toBe(true)
    const subject = { timelock: at(), detection, adapter: timelockAdapters.openzeppelin }
    const kept = await readBlock(client, { chainId, blockNumber: indexed.number - 2n })
    await takeBackTo(store, { subject, indexed, kept, now: new Date() })
    expect(await doneBefore(id)).toBeUndefined()
  })

  test('behavior: what the contract said of a predecessor before that was found is known when that is gone', async () => {
    await client.mine({ blocks: 1 })
    const silent = silentAt(await readBlock(client, { chainId }))
    const id = await scheduleAfter(silent.id)
    const data = encodeCancel({ id })
    await sendTransaction(client, { from: proposer, to: timelock, data })
    await turn()
    expect(await doneBefore(id)).toBe(false)
    await client.mine({ blocks: 5 })
    await indexTimelock(context, { timelock: at() })
    const { indexed, detection } = await followed()
    const read = (blockNumber: bigint) => readBlock(client, { chainId, blockNumber })
    const [end, kept] = [await read(indexed.number - 1n), await read(indexed.number - 2n)]
    const operation = silentAt(end)
    await saveFound(store, {
      ...{ timelock: at(), indexed, operations: [{ operation }], fromBlock: 0n, end },
      ...{ by: 'full', hosts: ['node'], finalizedBlock: 0n, now: new Date() },
    })
    const subject = { timelock: at(), detection, adapter: timelockAdapters.openzeppelin }
    await takeBackTo(store, { subject, indexed, kept, now: new Date() })
    await turn()
    expect(await doneBefore(id)).toBe(false)
  })
})
