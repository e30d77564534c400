import {
  type Address,
  concat,
  encodeFunctionData,
  type Hash,
  type Hex,
  numberToHex,
  parseAbi,
} from 'viem'
import { getBlockNumber } from 'viem/actions'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { deployContract } from '@/demo/world/deploy-contract'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { searchCalls } from '@/lib/actions/timelock/search-calls'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { openStore } from '@/lib/adapters/store/open-store'
import { readOperation } from '@/lib/adapters/store/read-operation'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import { readTimelockPage } from '@/lib/adapters/store/read-timelock-page'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import type { Store } from '@/lib/adapters/store/store'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { searchedUpTo } from '@/lib/core/timelock/kind/searched-up-to'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  cancel,
  chainId,
  contentOf,
  deployGeneration,
  execute,
  proposer,
  schedule,
  startWorld,
  stranger,
  type World,
  wait,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { type Rewrite, type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'

const confirmations = 2n

let world: World
let node: RpcProxy
let store: Store
let multicaller: Address
let timelock: Address

beforeAll(async () => {
  world = await startWorld()
  node = await startRpcProxy(world.rpcUrl)
  store = await openStore()
  const [from, name, file] = [stranger, 'Multicaller', 'TimelockTargets'] as const
  multicaller = await deployContract(world.client, { from, name, file })
})
afterAll(async () => {
  await store?.close()
  await node?.stop()
  await world?.stop()
})

beforeEach(async () => {
  node.rewrite = undefined
  const artifact = generationArtifacts.at(-1)
  if (!artifact) throw new Error('There is none.')
  timelock = await deployGeneration(world, artifact, { proposers: [proposer, multicaller] })
  const scanFrom = await getBlockNumber(world.client)
  await saveTimelock(store, {
    timelock: { chainId, address: timelock },
    detection: { kind: 'openzeppelin', generation: '5.7', minDelay: 60n, badges: [] },
    firstBlock: { known: true, value: scanFrom },
    scanFrom,
    why: 'asked',
    now: new Date(0),
  })
})

function contextOf(): IndexContext {
  const nodes = createChainNodes({ chainId, rpcUrls: [node.url] })
  return {
    store,
    nodesFor: () => nodes,
    confirmationsFor: () => Number(confirmations),
    clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: [node.url] }),
    now: () => new Date(0),
  }
}

const emptyBatch = (overrides: Partial<OperationContent> = {}) =>
  contentOf({ kind: 'batch', calls: [], ...overrides })

/** Mines until all is final, indexes, and searches once. */
async function turn({ mostBlocks = 100, mine = Number(confirmations) } = {}): Promise<number> {
  await world.client.mine({ blocks: mine })
  const at = { chainId, address: timelock }
  await indexTimelock(contextOf(), { timelock: at })
  return await searchCalls(contextOf(), { timelock: at, mostBlocks })
}

async function listed() {
  const filter = { chainId, timelock }
  return (await listOperations(store, { filter, order: 'scheduled', limit: 100 })).operations
}
const calls = async () => (await readTimelockPage(store, { chainId, address: timelock }))?.calls
const read = (id: Hash) => readOperation(store, { chainId, address: timelock, id })

const refusing =
  (refused: string): Rewrite =>
  ({ method }) =>
    method === refused ? { error: { code: -32_601, message: 'not served' } } : undefined

test('behavior: between two turns a few new blocks wait, and up to where it was searched stays told', async () => {
  const told = async () => {
    const page = await readTimelockPage(store, { chainId, address: timelock })
    const { scanFrom, finalizedBlock: finalized, calls } = page ?? {}
    if (scanFrom === undefined || !calls) throw new Error('It is not followed.')
    return searchedUpTo({ scanFrom, finalized, ...calls })
  }
  expect(await told()).toBeUndefined()
  await turn({ mine: 4 })
  const before = await told()
  expect(before?.waiting).toBe(0n)
  // Half of the next turn: events are read, calls are not looked for yet.
  await world.client.mine({ blocks: 5 })
  await indexTimelock(contextOf(), { timelock: { chainId, address: timelock } })
  expect(await told()).toEqual({ block: before?.block, waiting: 5n })
  await turn({ mine: 1 })
  expect((await told())?.waiting).toBe(0n)
})

describe('searchCalls', () => {
  test('default: a batch without calls is an operation like any other, with where it comes from', async () => {
    const visible = await schedule(world, timelock, contentOf({}))
    const id = await schedule(world, timelock, emptyBatch({ salt: `0x${'00'.repeat(32)}` }))
    expect(await turn()).toBe(1)
    expect((await listed()).map((each) => each.id)).toEqual(expect.arrayContaining([visible, id]))
    expect(await read(id)).toMatchObject({
      standing: 'waiting',
      operation: { origin: 'calls', calls: [], encoding: 'batch' },
      told: { known: true, value: { standing: 'waiting' } },
      mismatch: undefined,
    })
    expect((await read(visible))?.operation.origin).toBeUndefined()
    expect(await calls()).toEqual({ byInputs: [], unsearched: [] })
  })

  test('error: calls are read from another chain than the events; its blocks do not pass for searched', async () => {
    const id = await schedule(world, timelock, emptyBatch())
    await world.client.mine({ blocks: 10 })
    const at = { chainId, address: timelock }
    await indexTimelock(contextOf(), { timelock: at })
    const { indexed } = (await readTimelock(store, at)) ?? {}
    // Behind the same URL there is a machine on a chain without that call.
    const other = await startRpcProxy(world.rpcUrl)
    const machine = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [other.url] })
    other.rewrite = ({ method, params }, { result }) => {
      if (method.startsWith('debug_trace')) return { result: [] }
      if (method === 'eth_getProof') return { error: { code: -32_000, message: 'no proofs' } }
      const isIndexed = params[0] === numberToHex(indexed?.number ?? 0n)
      if (method !== 'eth_getBlockByNumber' || !isIndexed) return undefined
      return { result: { ...(result as object), hash: numberToHex(1, { size: 32 }) } }
    }
    const context = { ...contextOf(), clientFor: () => machine }
    await expect(searchCalls(context, { timelock: at, mostBlocks: 100 })).rejects.toMatchObject({
      name: 'NodeContradictsItselfError',
      retry: true,
    })
    await other.stop()
    expect((await calls())?.unsearched).not.toEqual([])
    expect(await searchCalls(contextOf(), { timelock: at, mostBlocks: 100 })).toBe(1)
    expect((await listed()).map((each) => each.id)).toContain(id)
  })

  test('behavior: calldata that the contract takes, but no encoder writes', async () => {
    const zero: Hash = `0x${'00'.repeat(32)}`
    const [trailing, cancelled] = [emptyBatch({ salt: zero }), emptyBatch()]
    const data = encodeSchedule({ ...trailing, delay: 100n })
    await sendTransaction(world.client, { from: proposer, to: timelock, data: `${data}c0ffee` })
    // All three lists at one place.
    const displaced = emptyBatch({ salt: `0x${'5a'.repeat(32)}` })
    const words = [192n, 192n, 192n, 0n, BigInt(displaced.salt), 100n, 0n]
    const body = words.map((word) => numberToHex(word, { size: 32 }))
    const compact = concat([data.slice(0, 10) as Hex, ...body])
    await sendTransaction(world.client, { from: proposer, to: timelock, data: compact })
    const stopped = await schedule(world, timelock, cancelled)
    const cancelling: Hex = `${encodeCancel({ id: stopped })}00`
    await sendTransaction(world.client, { from: proposer, to: timelock, data: cancelling })
    await turn()
    for (const content of [trailing, displaced]) {
      expect(await read(hashOperation(content))).toMatchObject({
        standing: 'waiting',
        operation: { origin: 'calls', salt: content.salt },
        told: { known: true, value: { standing: 'waiting' } },
      })
    }
    expect(await read(stopped)).toMatchObject({ standing: 'cancelled' })
    expect(await listed()).toHaveLength(3)
  })

  test('behavior: twin, batches with calls: none is invented, and quiet blocks are not read', async () => {
    await schedule(world, timelock, contentOf({ kind: 'batch' }))
    await world.client.mine({ blocks: 300 })
    node.requests.length = 0
    expect(await turn()).toBe(0)
    expect(await listed()).toHaveLength(1)
    // The deployment and the scheduling.
    const traced = node.requests.filter(({ method }) => method === 'debug_traceBlockByNumber')
    expect(traced).toHaveLength(2)
    expect(await calls()).toEqual({ byInputs: [], unsearched: [] })
  })

  test('behavior: executed, cancelled and scheduled again, over several turns', async () => {
    const [done, stopped] = [emptyBatch(), emptyBatch()]
    const executed = await schedule(world, timelock, done)
    const cancelled = await schedule(world, timelock, stopped)
    await turn()
    await wait(world, 100n)
    await execute(world, timelock, done)
    await cancel(world, timelock, cancelled)
    await turn()
    expect(await read(executed)).toMatchObject({ standing: 'executed', mismatch: undefined })
    expect(await read(cancelled)).toMatchObject({ standing: 'cancelled', mismatch: undefined })
    await schedule(world, timelock, stopped)
    await turn()
    expect(await read(cancelled)).toMatchObject({ standing: 'waiting', instances: 2 })
  })

  test('behavior: cancelled before it was searched for, in a turn of few blocks', async () => {
    const id = await schedule(world, timelock, emptyBatch())
    await world.client.mine({ blocks: 3 })
    await cancel(world, timelock, id)
    await turn({ mostBlocks: 2 })
    expect((await calls())?.unsearched).toHaveLength(1)
    await turn({ mostBlocks: 2, mine: 0 })
    expect(await read(id)).toMatchObject({ standing: 'cancelled' })
    expect((await calls())?.unsearched).toEqual([])
  })

  test('behavior: what was searched is not searched again, and one that does it twice finds the same', async () => {
    await schedule(world, timelock, emptyBatch())
    expect(await turn()).toBe(1)
    const before = await listed()
    expect(await turn({ mine: 0 })).toBe(0)
    expect(await listed()).toEqual(before)
  })

  test('behavior: a reorganisation takes it back', async () => {
    const snapshot = await world.client.snapshot()
    const id = await schedule(world, timelock, emptyBatch())
    await turn()
    expect(await read(id)).toBeDefined()
    await world.client.revert({ id: snapshot })
    await schedule(world, timelock, contentOf({}))
    await world.client.mine({ blocks: 8 })
    await turn()
    expect(await read(id)).toBeUndefined()
    expect(await calls()).toEqual({ byInputs: [], unsearched: [] })
  })

  test('behavior: without traces, what a contract called is not seen, and that is told', async () => {
    const direct = await schedule(world, timelock, emptyBatch())
    const data = encodeSchedule({ ...emptyBatch(), delay: 100n })
    const abi = parseAbi(['function run(address[] targets, bytes[] datas)'])
    const run = encodeFunctionData({ abi, args: [[timelock], [data]] })
    await sendTransaction(world.client, { from: stranger, to: multicaller, data: run })
    node.rewrite = refusing('debug_traceBlockByNumber')
    await turn()
    expect((await listed()).map(({ id }) => id)).toEqual([direct])
    expect((await calls())?.byInputs).toHaveLength(1)
  })

  test('behavior: a node that knows no past is asked for the newest blocks only', async () => {
    const old = await schedule(world, timelock, emptyBatch())
    await world.client.mine({ blocks: 150 })
    const id = await schedule(world, timelock, emptyBatch())
    node.rewrite = refusing('eth_getProof')
    await turn({ mostBlocks: 200 })
    expect((await listed()).map((each) => each.id)).toEqual([id])
    expect((await calls())?.unsearched).toHaveLength(1)
    expect(await read(old)).toBeUndefined()
  })

  test('behavior: a node that invents one is not believed', async () => {
    const data = encodeSchedule({ ...emptyBatch(), delay: 100n })
    await schedule(world, timelock, contentOf({}))
    node.rewrite = ({ method }, { result }) =>
      method !== 'debug_traceBlockByNumber'
        ? undefined
        : {
            result: (result as { result: object }[]).map((each) => ({
              ...each,
              result: { ...each.result, to: timelock, input: data, type: 'CALL', value: '0x0' },
            })),
          }
    expect(await turn()).toBe(0)
    expect(await listed()).toHaveLength(1)
  })
})
