import { type Address, type Hash, numberToHex, toEventSelector, zeroAddress, zeroHash } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { reconcileOperations } from '@/lib/actions/timelock/reconcile-operations'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { openStore } from '@/lib/adapters/store/open-store'
import { readOperation } from '@/lib/adapters/store/read-operation'
import { readTimelockPage } from '@/lib/adapters/store/read-timelock-page'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import type { Store } from '@/lib/adapters/store/store'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'

const chainId = 31_337
const proposer = demoAccount(0).address

let anvil: Anvil
let client: AnvilClient
/** Three ways to the same chain, each of which can lie. */
let nodes: [RpcProxy, RpcProxy, RpcProxy]
let store: Store
/** Which no node has lied to. */
let clean: Store
let timelock: Address
let deploymentBlock: bigint
let lastSalt = 0

beforeAll(async () => {
  anvil = await startAnvil({ chainId })
  client = anvilClient(anvil.rpcUrl)
  nodes = [
    await startRpcProxy(anvil.rpcUrl),
    await startRpcProxy(anvil.rpcUrl),
    await startRpcProxy(anvil.rpcUrl),
  ]
  store = await openStore()
  clean = await openStore()
})
afterAll(async () => {
  await store?.close()
  await clean?.close()
  await Promise.all(nodes?.map((node) => node.stop()) ?? [])
  await anvil?.stop()
})

// A timelock of its own for each test, so that nothing is stored of it yet.
beforeEach(async () => {
  const args = [60n, [proposer], [zeroAddress], zeroAddress]
  timelock = await deployContract(client, { from: proposer, name: 'TimelockController', args })
  deploymentBlock = (await getBlock(client)).number
  await follow()
})
afterEach(() => {
  for (const node of nodes) node.rewrite = undefined
})

const at = () => ({ chainId, address: timelock })

async function follow(): Promise<void> {
  await saveTimelock(store, {
    timelock: at(),
    detection: { kind: 'openzeppelin', generation: '5.1 or later', minDelay: 60n, badges: [] },
    firstBlock: { known: true, value: deploymentBlock },
    scanFrom: deploymentBlock,
    why: 'asked',
    now: new Date(0),
  })
}

function contextOf({ urls = [nodes[0].url], quorum = 1, into = store } = {}): IndexContext {
  const chain = createChainNodes({ chainId, rpcUrls: urls, quorum })
  return {
    store: into,
    nodesFor: () => chain,
    confirmationsFor: () => 4,
    clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: urls }),
    now: () => new Date(0),
  }
}

const urlsOf = (count: number) => nodes.slice(0, count).map(({ url }) => url)

const contentOf = (salt: number, predecessor: Hash = zeroHash) => ({
  kind: 'single' as const,
  calls: [{ target: proposer, value: 0n, data: '0x' as const }],
  predecessor,
  salt: numberToHex(salt, { size: 32 }),
})

async function send(data: Hash): Promise<void> {
  await sendTransaction(client, { from: proposer, to: timelock, data })
}

/** One block with two events: `CallScheduled` and `CallSalt`. */
async function schedule(salt = ++lastSalt, predecessor: Hash = zeroHash) {
  const content = contentOf(salt, predecessor)
  await send(encodeSchedule({ ...content, delay: 60n }))
  return { content, id: hashOperation(content) }
}

const index = (context = contextOf()) => indexTimelock(context, { timelock: at() })
const reconcile = (context = contextOf()) =>
  reconcileOperations(context, { timelock: at(), everyBlocks: 0n, limit: 1_000 })

async function stands() {
  const filter = { chainId, timelock }
  const { operations } = await listOperations(store, { filter, order: 'scheduled', limit: 1_000 })
  return operations.map(({ id, standing }) => [id, standing] as const)
}

/** What is stored is what a clean scan of the chain, as it is now, gives. */
async function expectTruth(): Promise<void> {
  const page = await readTimelockPage(store, at())
  await saveTimelock(clean, {
    timelock: at(),
    detection: page?.detection ?? { kind: 'openzeppelin', generation: '', badges: [] },
    firstBlock: { known: true, value: deploymentBlock },
    scanFrom: deploymentBlock,
    why: 'asked',
    now: new Date(0),
  })
  await index(contextOf({ urls: [anvil.rpcUrl], into: clean }))
  const filter = { chainId, timelock }
  const listed = async (from: Store) => {
    const { operations } = await listOperations(from, { filter, limit: 1_000 })
    return operations.map(({ told: _, mismatch: __, ...operation }) => operation)
  }
  expect(await listed(store)).toEqual(await listed(clean))
  const pageOf = async (from: Store) => {
    const { settings, unscanned, indexed } = (await readTimelockPage(from, at())) ?? {}
    return { settings, unscanned, indexed }
  }
  expect(await pageOf(store)).toEqual(await pageOf(clean))
  expect((await pageOf(store)).unscanned).toEqual([])
  const logs = await getLogs(client, { address: timelock, fromBlock: 0n })
  expect(await storedLogs()).toBe(logs.length)
}

async function storedLogs(): Promise<number> {
  const page = await readTimelockPage(store, at())
  const { operations } = await listOperations(store, {
    filter: { chainId, timelock },
    limit: 1_000,
  })
  const pages = await Promise.all(operations.map(({ id }) => readOperation(store, { ...at(), id })))
  const logs = pages.reduce((sum, each) => sum + (each?.logs.length ?? 0), 0)
  return logs + (page?.settings.length ?? 0)
}

const asked = (method: string) => nodes[0].requests.filter((request) => request.method === method)

function ranges(): [from: number, to: number][] {
  return asked('eth_getLogs').map(({ params }) => {
    const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hash; toBlock: Hash }]
    return [Number(BigInt(fromBlock) - deploymentBlock), Number(BigInt(toBlock) - deploymentBlock)]
  })
}

/** A node that knows the chain up to this block, and takes no more. */
async function stuckAt(last: bigint, { age = 0n } = {}): Promise<RpcProxy['rewrite']> {
  const { hash, timestamp } = await getBlock(client, { blockNumber: last })
  const newest = { number: numberToHex(last), hash, timestamp: numberToHex(timestamp - age) }
  return ({ method, params }) => {
    if (method !== 'eth_getBlockByNumber') return undefined
    if (params[0] === 'latest') return { result: newest }
    return BigInt(params[0] as Hash) > last ? { result: null } : undefined
  }
}

/** A node that cuts what it gives without a word. */
const cutAt = (most: number): RpcProxy['rewrite'] => {
  return ({ method }, { result }) =>
    method === 'eth_getLogs' ? { result: (result as unknown[]).slice(0, most) } : undefined
}

describe('indexTimelock', () => {
  test('default: scheduled, cancelled, scheduled again, executed', async () => {
    const first = await schedule()
    await send(encodeCancel({ id: first.id }))
    await schedule(lastSalt)
    const second = await schedule()
    await client.increaseTime({ seconds: 61 })
    await send(encodeExecute(second.content))
    await index()
    expect(new Map(await stands())).toEqual(
      new Map([
        [second.id, 'executed'],
        [first.id, 'ready'],
      ]),
    )
    const page = await readOperation(store, { ...at(), id: first.id })
    expect(page?.operation.instances).toHaveLength(2)
    expect(page?.logs).toHaveLength(5)
    await expectTruth()
  })

  test('behavior: only what is new is fetched', async () => {
    await schedule()
    await index()
    nodes[0].requests.length = 0
    await index()
    expect(asked('eth_getLogs')).toEqual([])
    await client.mine({ blocks: 2 })
    await schedule()
    await index()
    expect(ranges()).toEqual([[2, 4]])
    await expectTruth()
  })

  test('behavior: what is final grows into one range, the rest keeps its ends', async () => {
    await schedule()
    for (let round = 0; round < 8; round++) {
      await client.mine({ blocks: 1 })
      await index()
    }
    const scanned = (await readTimelockPage(store, at()))?.scanned ?? []
    expect(scanned.length).toBe(5)
    expect(scanned[0]?.fromBlock).toBe(deploymentBlock)
    expect(scanned.every(({ nodes: hosts }) => hosts.length === 1)).toBe(true)
  })

  test('behavior: a node that serves small ranges is asked for them', async () => {
    await schedule()
    await client.mine({ blocks: 30 })
    await schedule()
    nodes[0].rewrite = ({ method, params }) => {
      if (method !== 'eth_getLogs') return undefined
      const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hash; toBlock: Hash }]
      if (BigInt(toBlock) - BigInt(fromBlock) < 10n) return undefined
      return { error: { code: -32602, message: 'Log response size exceeded: 10 blocks.' } }
    }
    await index()
    await expectTruth()
  })

  test('behavior: a node that cuts its answers without a word', async () => {
    // Two events each: all of them do not fit into an answer of a hundred.
    for (let n = 0; n < 70; n++) await schedule()
    nodes[0].rewrite = cutAt(100)
    await index()
    await expectTruth()
  })

  test('behavior: an event missing within a batch is asked for again, of the next node as well', async () => {
    const calls = [1n, 2n, 3n].map((value) => ({ target: proposer, value, data: '0x' as const }))
    const salt = numberToHex(++lastSalt, { size: 32 })
    const content = { kind: 'batch' as const, calls, predecessor: zeroHash, salt }
    await send(encodeSchedule({ ...content, delay: 60n }))
    const without: RpcProxy['rewrite'] = ({ method }, { result }) =>
      method === 'eth_getLogs'
        ? {
            result: (result as { topics: string[] }[]).filter(({ topics }) => topics[2] !== second),
          }
        : undefined
    const second = numberToHex(1, { size: 32 })
    nodes[0].rewrite = without
    await index(contextOf({ urls: urlsOf(2) }))
    await expectTruth()
    // What no node gives stays missing, and is told so.
    nodes[1].rewrite = without
    const other = numberToHex(++lastSalt, { size: 32 })
    await send(encodeSchedule({ ...content, salt: other, delay: 60n }))
    await index(contextOf({ urls: urlsOf(2) }))
    const id = hashOperation({ ...content, salt: other })
    const page = await readOperation(store, { ...at(), id })
    expect(page?.operation).toMatchObject({ missingCalls: 1 })
    expect(page?.risks).toContain('incomplete')
  })

  test('behavior: what too few nodes add is not believed', async () => {
    const third = await startRpcProxy(anvil.rpcUrl)
    const urls = [...nodes, third].map(({ url }) => url)
    const calls = [1n, 2n, 3n].map((value) => ({ target: proposer, value, data: '0x' as const }))
    const lost = numberToHex(1, { size: 32 })
    const without: RpcProxy['rewrite'] = ({ method }, { result }) => {
      if (method !== 'eth_getLogs') return undefined
      const logs = result as { topics: string[] }[]
      return { result: logs.filter(({ topics }) => topics[2] !== lost) }
    }
    try {
      for (const quorum of [2, 1]) {
        for (const node of nodes) node.rewrite = without
        const salt = numberToHex(++lastSalt, { size: 32 })
        const content = { kind: 'batch' as const, calls, predecessor: zeroHash, salt }
        await send(encodeSchedule({ ...content, delay: 60n }))
        await index(contextOf({ urls, quorum }))
        const read = await readOperation(store, { ...at(), id: hashOperation(content) })
        expect(read?.operation.missingCalls).toBe(quorum === 2 ? 1 : undefined)
      }
    } finally {
      await third.stop()
    }
  })

  test.each([
    ['the last call of a batch', { topic: 2, is: numberToHex(2, { size: 32 }) }],
    ['the salt', { topic: 0, is: toEventSelector('CallSalt(bytes32,bytes32)') }],
  ])('behavior: %s, which leaves no gap, is asked for again', async (_name, lost) => {
    const calls = [1n, 2n, 3n].map((value) => ({ target: proposer, value, data: '0x' as const }))
    const content = { kind: 'batch' as const, calls, predecessor: zeroHash }
    const salt = numberToHex(++lastSalt, { size: 32 })
    await send(encodeSchedule({ ...content, salt, delay: 60n }))
    const without: RpcProxy['rewrite'] = ({ method }, { result }) => {
      if (method !== 'eth_getLogs') return undefined
      const logs = result as { topics: string[] }[]
      return { result: logs.filter(({ topics }) => topics[lost.topic] !== lost.is) }
    }
    nodes[0].rewrite = without
    const urls = urlsOf(2)
    await index(contextOf({ urls }))
    await expectTruth()
    // Of what no node gives nothing is said that the id does not prove.
    nodes[1].rewrite = without
    const other = numberToHex(++lastSalt, { size: 32 })
    await send(encodeSchedule({ ...content, salt: other, delay: 60n }))
    await index(contextOf({ urls }))
    const id = hashOperation({ ...content, salt: other })
    const read = await readOperation(store, { ...at(), id })
    expect(read?.operation.salt).toBe('unknown')
    const isContradicted = lost.topic === 2
    expect(read?.operation.mismatch).toBe(isContradicted || undefined)
    if (isContradicted) expect(read?.mismatch).toContain('Its id is not the hash')
  })

  test('behavior: logs that come twice, in disorder, withdrawn or without their time', async () => {
    await schedule()
    await schedule()
    nodes[0].rewrite = ({ method }, { result }) => {
      if (method !== 'eth_getLogs') return undefined
      const logs = (result as Record<string, unknown>[]).map((log) => ({
        ...log,
        blockTimestamp: undefined,
      }))
      const withdrawn = { ...logs[0], logIndex: '0x63', removed: true }
      return { result: [withdrawn, ...logs.toReversed(), ...logs] }
    }
    await index()
    await expectTruth()
  })

  test.each<[string, (log: Record<string, string>) => object]>([
    ['of another address', (log) => ({ ...log, address: proposer })],
    ['from outside the range', (log) => ({ ...log, blockNumber: '0x1' })],
    ['without a block', (log) => ({ ...log, blockNumber: null })],
    ['that leaves out its address', (log) => ({ ...log, address: undefined })],
    ['that leaves out its block', (log) => ({ ...log, blockNumber: undefined })],
    ['that leaves out its block hash', (log) => ({ ...log, blockHash: undefined })],
    ['that leaves out its transaction', (log) => ({ ...log, transactionHash: undefined })],
    ['with a short block hash', (log) => ({ ...log, blockHash: '0x12' })],
    ['with a topic that is none', (log) => ({ ...log, topics: ['0x'] })],
  ])('error: a log %s; nothing is stored of such an answer', async (_, change) => {
    await schedule()
    nodes[0].rewrite = ({ method }, { result }) =>
      method === 'eth_getLogs'
        ? { result: (result as Record<string, string>[]).map(change) }
        : undefined
    await expect(index()).rejects.toMatchObject({ name: 'NodeContradictsItselfError', retry: true })
    const page = await readTimelockPage(store, at())
    expect(page?.indexed).toBeUndefined()
    expect(page?.problem?.text).toContain('contradicts itself')
    nodes[0].rewrite = undefined
    await index()
    expect((await readTimelockPage(store, at()))?.problem).toBeUndefined()
    await expectTruth()
  })

  test('behavior: another node takes the place of one that is silent', async () => {
    await schedule()
    await index(contextOf({ urls: ['http://127.0.0.1:9', nodes[1].url] }))
    await expectTruth()
  })

  test('error: nodes that do not give the same leave the range unscanned, with the reason', async () => {
    await schedule()
    const last = (await getBlock(client)).number
    const both = contextOf({ urls: urlsOf(2), quorum: 2 })
    nodes[1].rewrite = cutAt(0)
    await expect(index(both)).rejects.toThrow('Fewer than 2 nodes gave the same events.')
    const page = await readTimelockPage(store, at())
    expect(page?.scanned.at(-1)).toMatchObject({
      problem: expect.stringContaining('Fewer than 2 nodes gave the same events.'),
    })
    expect(page?.indexed?.number ?? -1n).toBeLessThan(last)
    nodes[1].rewrite = undefined
    await index(both)
    const mended = await readTimelockPage(store, at())
    expect(mended?.scanned.every(({ problem }) => problem === undefined)).toBe(true)
    expect(mended?.scanned.every(({ nodes: hosts }) => hosts.length === 2)).toBe(true)
    await expectTruth()
  })

  test('error: a node that has forgotten old events; another gives them, or they stay unscanned', async () => {
    await schedule()
    const forgotten = (await getBlock(client)).number
    await schedule()
    const forget: RpcProxy['rewrite'] = ({ method, params }) => {
      const [{ fromBlock }] = params as [{ fromBlock: Hash }]
      return method === 'eth_getLogs' && BigInt(fromBlock) <= forgotten
        ? { error: { code: 4444, message: 'pruned history unavailable' } }
        : undefined
    }
    for (const node of nodes) node.rewrite = forget
    const both = contextOf({ urls: urlsOf(2) })
    await expect(index(both)).rejects.toThrow('pruned history unavailable')
    const page = await readTimelockPage(store, at())
    expect(page?.problem?.text).toContain('pruned history unavailable')
    expect(page?.indexed).toBeUndefined()
    const problem = expect.stringContaining('pruned history unavailable')
    expect(page?.scanned).toMatchObject([{ fromBlock: deploymentBlock, problem }])
    expect(await stands()).toEqual([])
    nodes[1].rewrite = undefined
    await index(both)
    await expectTruth()
    expect((await readTimelockPage(store, at()))?.problem).toBeUndefined()
  })

  test.each([
    { quorum: 2, which: 0 },
    { quorum: 2, which: 1 },
    { quorum: 2, which: 2 },
    { quorum: 1, which: 0 },
  ])('behavior: quorum $quorum of 3, and node $which stands still', async ({ quorum, which }) => {
    await schedule()
    const context = contextOf({ urls: urlsOf(3), quorum })
    await index(context)
    const stuck = await stuckAt((await getBlock(client)).number - 1n)
    const node = nodes[which]
    if (node) node.rewrite = stuck
    await client.mine({ blocks: 5 })
    await schedule()
    await index(context)
    expect((await readTimelockPage(store, at()))?.indexed?.number).toBe(
      (await getBlock(client)).number,
    )
    await expectTruth()
  })

  test('behavior: quorum 1, and the first node stands still at what is indexed', async () => {
    await schedule()
    const context = contextOf({ urls: urlsOf(2) })
    nodes[1].requests.length = 0
    await index(context)
    // Nobody else is asked as long as it goes on.
    expect(nodes[1].requests).toEqual([])
    nodes[0].rewrite = await stuckAt((await getBlock(client)).number, { age: 86_400n })
    await client.mine({ blocks: 2 })
    await schedule()
    await index(context)
    await expectTruth()
  })

  describe('where a machine behind the node lacks the newest blocks', () => {
    /** It has no events from there on. Asked for a block that it lacks by its hash, it says so. */
    const lacking = async (from: bigint, { byHash = true } = {}): Promise<RpcProxy['rewrite']> => {
      const { hash } = await getBlock(client, { blockNumber: from })
      return ({ method, params }, { result }) => {
        if (method !== 'eth_getLogs') return undefined
        const [{ blockHash }] = params as [{ blockHash?: Hash }]
        if (blockHash === hash && byHash) {
          return { error: { code: -32000, message: 'unknown block' } }
        }
        if (blockHash) return undefined
        const logs = result as { blockNumber: Hash }[]
        return { result: logs.filter(({ blockNumber }) => BigInt(blockNumber) < from) }
      }
    }

    test('behavior: what another one gives is put in its place', async () => {
      await schedule()
      await schedule()
      nodes[0].rewrite = await lacking((await getBlock(client)).number - 1n, { byHash: false })
      await index()
      nodes[0].rewrite = undefined
      await expectTruth()
    })

    test('behavior: up to there it is indexed, and no further', async () => {
      await schedule()
      await schedule()
      const { number } = await getBlock(client)
      await client.mine({ blocks: 2 })
      nodes[0].rewrite = await lacking(number)
      await expect(index()).rejects.toMatchObject({
        name: 'NodeContradictsItselfError',
        retry: true,
      })
      expect((await readTimelockPage(store, at()))?.indexed?.number).toBe(number - 1n)
      expect(await stands()).toHaveLength(1)
      nodes[0].rewrite = undefined
      await index()
      await expectTruth()
    })

    test('behavior: of several nodes another one gives it', async () => {
      await schedule()
      nodes[0].rewrite = await lacking((await getBlock(client)).number)
      await index(contextOf({ urls: urlsOf(2) }))
      await expectTruth()
    })

    test('behavior: twin, a filter that holds everything is asked about, and believed to hold nothing of it', async () => {
      await schedule()
      await client.mine({ blocks: 40 })
      nodes[0].rewrite = ({ method }, { result }) =>
        method === 'eth_getBlockByNumber'
          ? { result: { ...(result as object), logsBloom: `0x${'ff'.repeat(256)}` } }
          : undefined
      nodes[0].requests.length = 0
      await index()
      const byHash = asked('eth_getLogs').filter(
        ({ params }) => 'blockHash' in (params[0] as object),
      )
      // The newest ones alone.
      expect(byHash).toHaveLength(32)
      await expectTruth()
    })

    test.each([
      ['no filters', undefined],
      ['filters of zeros', `0x${'00'.repeat(256)}`],
    ])('behavior: twin, a chain with %s', async (_name, logsBloom) => {
      await schedule()
      await client.mine({ blocks: 3 })
      nodes[0].rewrite = ({ method }, { result }) =>
        method === 'eth_getBlockByNumber'
          ? { result: { ...(result as object), logsBloom } }
          : undefined
      nodes[0].requests.length = 0
      await index()
      // From before the timelock on, it is only asked whether ten blocks are answered to their end.
      expect(ranges().filter(([from]) => from >= 0)).toHaveLength(1)
      expect(ranges().length).toBeLessThanOrEqual(2)
      await expectTruth()
    })
  })

  test('behavior: several at one time store each range once', async () => {
    for (let n = 0; n < 5; n++) await schedule()
    await Promise.all(Array.from({ length: 4 }, () => index()))
    await index()
    await expectTruth()
  })
})

describe('a chain that changes its mind', () => {
  test('behavior: what is gone is forgotten, what came instead is known', async () => {
    const kept = await schedule()
    await index()
    const before = await client.snapshot()
    const gone = await schedule()
    await send(encodeCancel({ id: kept.id }))
    await index()
    expect(new Map(await stands()).get(kept.id)).toBe('cancelled')
    await client.revert({ id: before })
    await client.mine({ blocks: 3 })
    const instead = await schedule()
    await client.mine({ blocks: 3 })
    await index()
    const ids = (await stands()).map(([id]) => id)
    expect(ids).toContain(instead.id)
    expect(ids).not.toContain(gone.id)
    expect(new Map(await stands()).get(kept.id)).toBe('waiting')
    await expectTruth()
  })

  test('error: a node that goes back in time; nothing is forgotten for it', async () => {
    await schedule()
    await client.mine({ blocks: 2 })
    await index()
    const before = await stands()
    const past = numberToHex(deploymentBlock + 1n)
    const old = await getBlock(client, { blockNumber: deploymentBlock + 1n })
    const block = { number: past, hash: old.hash, timestamp: numberToHex(old.timestamp) }
    nodes[0].rewrite = ({ method, params }) =>
      method === 'eth_getBlockByNumber' && params[0] === 'latest' ? { result: block } : undefined
    await expect(index()).rejects.toMatchObject({ name: 'NodeBehindError', retry: true })
    expect(await stands()).toEqual(before)
  })

  test('error: a node that has not come to the first event yet; nothing is forgotten for it', async () => {
    await schedule()
    await client.mine({ blocks: 2 })
    await index()
    const before = await stands()
    nodes[0].rewrite = await stuckAt(deploymentBlock - 1n)
    await expect(index()).rejects.toMatchObject({ name: 'NodeBehindError', retry: true })
    expect(await stands()).toEqual(before)
    nodes[0].rewrite = undefined
    await index()
    await expectTruth()
  })

  test('error: a node that does not know a block below its newest; nothing is forgotten for it', async () => {
    await schedule()
    await index()
    const before = await stands()
    const { number } = await getBlock(client)
    await client.mine({ blocks: 1 })
    nodes[0].rewrite = ({ method, params }) =>
      method === 'eth_getBlockByNumber' && params[0] === numberToHex(number)
        ? { result: null }
        : undefined
    await expect(index()).rejects.toMatchObject({ name: 'NodeBehindError', retry: true })
    expect(await stands()).toEqual(before)
    nodes[0].rewrite = undefined
    await index()
    await expectTruth()
  })

  describe('where two of three nodes have to agree', () => {
    /** A node with hashes of its own, that has most of the chain from another one. */
    const withOtherHashes: RpcProxy['rewrite'] = ({ method }, { result }) => {
      if (method !== 'eth_getBlockByNumber' || !result) return undefined
      const block = result as { number: Hash }
      return { result: { ...block, hash: numberToHex(BigInt(block.number) << 9n, { size: 32 }) } }
    }

    test.each([0, 1, 2])(
      'behavior: node %i alone has other blocks; nothing is read again',
      async (which) => {
        await schedule()
        await client.mine({ blocks: 2 })
        const context = contextOf({ urls: urlsOf(3), quorum: 2 })
        const first = await index(context)
        expect(first.events).toBeGreaterThan(0)
        const liar = nodes[which]
        if (liar) liar.rewrite = withOtherHashes
        for (let round = 0; round < 2; round++) {
          await client.mine({ blocks: 1 })
          expect(await index(context)).toMatchObject({
            indexed: { number: (await getBlock(client)).number },
            events: 0,
          })
        }
        await expectTruth()
      },
    )

    test('error: no two say the same; everything is kept', async () => {
      await schedule()
      const context = contextOf({ urls: urlsOf(3), quorum: 2 })
      await index(context)
      const before = await stands()
      await client.mine({ blocks: 1 })
      nodes[0].rewrite = withOtherHashes
      nodes[1].rewrite = ({ method, params }) =>
        method === 'eth_getBlockByNumber' && params[0] !== 'latest'
          ? { error: { code: -32000, message: 'busy' } }
          : undefined
      await expect(index(context)).rejects.toThrow(
        'Fewer than 2 nodes say the same of the blocks that were read before.',
      )
      expect(await stands()).toEqual(before)
      for (const node of nodes) node.rewrite = undefined
      await index(context)
      await expectTruth()
    })

    test('behavior: two agree that blocks are gone, whatever the third says', async () => {
      const kept = await schedule()
      const context = contextOf({ urls: urlsOf(3), quorum: 2 })
      await index(context)
      const before = await client.snapshot()
      const gone = await schedule()
      await index(context)
      nodes[0].rewrite = await stuckAt((await getBlock(client)).number)
      await client.revert({ id: before })
      await client.mine({ blocks: 3 })
      await index(context)
      const ids = (await stands()).map(([id]) => id)
      expect(ids).toEqual([kept.id])
      expect(ids).not.toContain(gone.id)
      nodes[0].rewrite = undefined
      await expectTruth()
    })
  })

  test('behavior: of a timelock that is gone with all its blocks everything is forgotten', async () => {
    const before = await client.snapshot()
    const args = [60n, [proposer], [zeroAddress], zeroAddress]
    timelock = await deployContract(client, { from: proposer, name: 'TimelockController', args })
    deploymentBlock = (await getBlock(client)).number
    await follow()
    await schedule()
    await index()
    expect(await stands()).toHaveLength(1)
    await client.revert({ id: before })
    // Nobody is deployed at this address again.
    await sendTransaction(client, { from: proposer, to: proposer, data: '0x' })
    await client.mine({ blocks: 3 })
    await index()
    expect(await stands()).toEqual([])
    expect(await storedLogs()).toBe(0)
  })
})

describe('reconcileOperations', () => {
  test('default: the contract has the last word', async () => {
    const first = await schedule()
    const second = await schedule(++lastSalt, first.id)
    await client.increaseTime({ seconds: 61 })
    await client.mine({ blocks: 1 })
    await index()
    expect(await reconcile()).toBe(2)
    const page = await readOperation(store, { ...at(), id: second.id })
    expect(page).toMatchObject({
      standing: 'blocked',
      predecessorDone: false,
      told: { known: true },
    })
    expect(await reconcile()).toBe(0)
    await send(encodeExecute(first.content))
    await index()
    expect((await readOperation(store, { ...at(), id: second.id }))?.standing).toBe('ready')
    await reconcile()
    expect((await readOperation(store, { ...at(), id: second.id }))?.mismatch).toBeUndefined()
  })

  test('behavior: a contract that contradicts its events is an incident', async () => {
    const { id } = await schedule()
    await index()
    nodes[0].rewrite = ({ method }) => (method === 'eth_call' ? { result: zeroHash } : undefined)
    await reconcile()
    const page = await readOperation(store, { ...at(), id })
    expect(page?.standing).toBe('unset')
    expect(page?.mismatch).toContain('the contract says')
  })

  test('behavior: what the node refuses is not known, and asked again', async () => {
    const { id } = await schedule()
    await index()
    nodes[0].rewrite = ({ method }) =>
      method === 'eth_call' ? { error: { code: -32005, message: 'busy' } } : undefined
    await reconcile()
    const page = await readOperation(store, { ...at(), id })
    expect(page).toMatchObject({ standing: 'waiting', told: { known: false } })
    nodes[0].rewrite = undefined
    await reconcile()
    expect((await readOperation(store, { ...at(), id }))?.told).toMatchObject({ known: true })
  })
})
