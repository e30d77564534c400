import { type Address, type Hash, numberToHex, zeroAddress, zeroHash } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import { type ChainNodes, createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient, type RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readLogs } from '@/lib/adapters/store/read-logs'
import { readScanCursor } from '@/lib/adapters/store/read-scan-cursor'
import type { Store } from '@/lib/adapters/store/store'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { openEmptyStore } from '@/test/empty-store'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import { indexLogs } from './index-logs'

const chainId = 31_337
const proposer = demoAccount(0).address

let anvil: Anvil
let client: AnvilClient
let node: RpcProxy
let reader: RpcClient
let nodes: ChainNodes
let store: Store
let timelock: Address
let deploymentBlock: bigint
let genesis: Hash
let lastSalt = 0

beforeAll(async () => {
  anvil = await startAnvil({ chainId })
  client = anvilClient(anvil.rpcUrl)
  genesis = await client.snapshot()
  node = await startRpcProxy(anvil.rpcUrl)
  reader = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [node.url] })
  store = await openEmptyStore()
})
afterAll(async () => {
  await store?.close()
  await node?.stop()
  await anvil?.stop()
})

// A timelock of its own for each test, so that nothing is stored of it yet.
beforeEach(async () => {
  // What was seen of a node is forgotten.
  nodes = createChainNodes({ chainId, rpcUrls: [node.url] })
  const args = [60n, [proposer], [zeroAddress], proposer]
  timelock = await deployContract(client, { from: proposer, name: 'TimelockController', args })
  deploymentBlock = (await getBlock(client)).number
})
afterEach(() => {
  node.rewrite = undefined
})

/** One block with two logs: `CallScheduled` and `CallSalt`. */
async function schedule(): Promise<void> {
  lastSalt += 1
  const salt: Hash = numberToHex(lastSalt, { size: 32 })
  const calls = [{ target: proposer, value: 0n, data: '0x' }] as const
  const data = encodeSchedule({ kind: 'single', calls, predecessor: zeroHash, salt, delay: 60n })
  await sendTransaction(client, { from: proposer, to: timelock, data })
}

async function index(from = nodes): Promise<void> {
  const head = await readBlock(client, { chainId })
  await indexLogs(
    { store, client: reader, nodes: from },
    { at: { chainId, address: timelock }, deploymentBlock, head },
  )
}

const stored = () => readLogs(store, { chainId, address: timelock })
const cursor = () => readScanCursor(store, { chainId, address: timelock, subject: 'logs' })
const asked = (method: string) => node.requests.filter((request) => request.method === method)

/** The ranges that were asked for, from the block of the deployment on. */
function ranges(): [from: number, to: number][] {
  return asked('eth_getLogs').map(({ params }) => {
    const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hash; toBlock: Hash }]
    return [Number(BigInt(fromBlock) - deploymentBlock), Number(BigInt(toBlock) - deploymentBlock)]
  })
}

/** What is stored is what the chain itself says. */
async function expectTruth(): Promise<void> {
  const logs = await getLogs(client, { address: timelock, fromBlock: 0n })
  const truth = await Promise.all(
    logs.map(async ({ blockNumber, blockHash, transactionHash, logIndex, topics, data }) => {
      const { timestamp } = await getBlock(client, { blockNumber })
      const position = { blockNumber, blockHash, transactionHash, logIndex }
      return { ...position, blockTimestamp: timestamp, address: timelock, topics, data }
    }),
  )
  expect(await stored()).toEqual(truth)
  const head = await readBlock(client, { chainId })
  expect(await cursor()).toEqual({
    fromBlock: deploymentBlock,
    toBlock: head.number,
    blockHash: head.hash,
  })
}

describe('indexLogs', () => {
  test('default', async () => {
    await schedule()
    await client.mine({ blocks: 3 })
    await schedule()
    await index()
    await expectTruth()
    expect((await stored()).length).toBeGreaterThan(4)
  })

  test('behavior: only what is new is fetched', async () => {
    await schedule()
    await index()
    node.requests.length = 0
    await index()
    expect(node.requests).toEqual([])
    await client.mine({ blocks: 2 })
    await schedule()
    await index()
    // Once, whether three blocks are answered from the first one on.
    expect(ranges()).toEqual([
      [2, 4],
      [0, 2],
    ])
    await expectTruth()
  })

  test('behavior: readers that come together share one scan', async () => {
    await schedule()
    node.requests.length = 0
    await Promise.all(Array.from({ length: 6 }, () => index()))
    expect(ranges()).toEqual([[0, 1]])
    await expectTruth()
  })

  test('behavior: a node that serves small ranges is asked for them, once it has refused', async () => {
    await schedule()
    await client.mine({ blocks: 62 })
    await schedule()
    node.rewrite = ({ method, params }) => {
      if (method !== 'eth_getLogs') return undefined
      const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hash; toBlock: Hash }]
      if (BigInt(toBlock) - BigInt(fromBlock) < 10n) return undefined
      return { error: { code: -32602, message: 'Log response size exceeded: 10 blocks.' } }
    }
    node.requests.length = 0
    await index()
    await expectTruth()
    expect(ranges()).toEqual([
      [0, 64],
      [0, 9],
      // Whether ten blocks are answered to their end: the last event once more.
      [-8, 1],
      ...[10, 20, 30, 40, 50].map((from) => [from, from + 9]),
      [60, 64],
    ])
  })

  test('behavior: logs that come twice, in disorder, withdrawn or without their time', async () => {
    await schedule()
    await schedule()
    node.rewrite = ({ method }, { result }) => {
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
    ['with a short block hash', (log) => ({ ...log, blockHash: '0x12' })],
    ['with a topic that is none', (log) => ({ ...log, topics: ['0x'] })],
  ])('error: a log %s; nothing is stored of such an answer', async (_, change) => {
    await schedule()
    node.rewrite = ({ method }, { result }) =>
      method === 'eth_getLogs'
        ? { result: (result as Record<string, string>[]).map(change) }
        : undefined
    await expect(index()).rejects.toMatchObject({ name: 'NodeContradictsItselfError', retry: true })
    expect([await stored(), await cursor()]).toEqual([[], undefined])
    node.rewrite = undefined
    await index()
    await expectTruth()
  })

  test('error: a node that refuses a single block keeps what was fetched before', async () => {
    await schedule()
    await index()
    const before = [await stored(), await cursor()]
    await client.mine({ blocks: 2 })
    node.rewrite = ({ method }) =>
      method === 'eth_getLogs' ? { error: { code: -32005, message: 'busy' } } : undefined
    await expect(index()).rejects.toMatchObject({ name: 'UnscannedRangeError' })
    expect([await stored(), await cursor()]).toEqual(before)
  })
})

describe('a node that says less than there is', () => {
  type Filter = [{ fromBlock: Hash; toBlock: Hash }]
  type Log = { blockNumber: Hash; topics: Hash[] }
  /** Of the answers to `eth_getLogs`. */
  const rewriteLogs = (change: (logs: Log[], fromBlock: bigint) => Log[]) => {
    node.rewrite = ({ method, params }, { result }) => {
      if (method !== 'eth_getLogs') return undefined
      const [{ fromBlock }] = params as Filter
      return { result: change(result as Log[], BigInt(fromBlock)) }
    }
  }

  test('behavior: answers that are cut at a number of events', async () => {
    for (let n = 0; n < 70; n++) await schedule()
    rewriteLogs((logs) => logs.slice(0, 100))
    await index()
    await expectTruth()
    expect((await stored()).length).toBeGreaterThan(140)
  })

  test('behavior: answers for the first blocks of a range only', async () => {
    for (let n = 0; n < 5; n++) {
      await schedule()
      await client.mine({ blocks: 29 })
    }
    rewriteLogs((logs, from) => logs.filter(({ blockNumber }) => BigInt(blockNumber) < from + 20n))
    await index()
    await expectTruth()
  })

  test('behavior: an event missing within a batch, once', async () => {
    const calls = [1n, 2n, 3n].map((value) => ({ target: proposer, value, data: '0x' as const }))
    const salt = numberToHex(9_001, { size: 32 })
    const content = { kind: 'batch' as const, calls, predecessor: zeroHash, salt }
    const data = encodeSchedule({ ...content, delay: 60n })
    await sendTransaction(client, { from: proposer, to: timelock, data })
    let times = 0
    rewriteLogs((logs) => {
      const at = logs.findIndex(
        ({ topics }) => topics.length === 3 && BigInt(topics[2] ?? 0) === 1n,
      )
      return at < 0 || times++ > 0 ? logs : logs.toSpliced(at, 1)
    })
    await index()
    await expectTruth()
  })

  test('error: where several nodes have to give the same, one that leaves out an event covers nothing', async () => {
    const honest = await startRpcProxy(anvil.rpcUrl)
    const both = () => createChainNodes({ chainId, rpcUrls: [honest.url, node.url], quorum: 2 })
    await schedule()
    await client.mine({ blocks: 3 })
    await schedule()
    rewriteLogs((logs) => logs.slice(0, -1))
    await expect(index(both())).rejects.toMatchObject({
      name: 'UnscannedRangeError',
      message: expect.stringContaining('Fewer than 2 nodes gave the same events.'),
    })
    // Twin: both give all.
    node.rewrite = undefined
    await index(both())
    await expectTruth()
    await honest.stop()
  })

  test('behavior: twin, one that leaves out nothing is asked some questions more, once', async () => {
    for (let n = 0; n < 5; n++) {
      await schedule()
      await client.mine({ blocks: 29 })
    }
    node.requests.length = 0
    await index()
    expect(asked('eth_getLogs').length).toBeLessThan(4)
    await client.mine({ blocks: 100 })
    node.requests.length = 0
    await index()
    expect(asked('eth_getLogs')).toHaveLength(1)
    await expectTruth()
  })
})

describe('a chain that changes its mind', () => {
  test('behavior: what was replaced is forgotten, what replaced it is found', async () => {
    await schedule()
    const id = await client.snapshot()
    await schedule()
    await schedule()
    await client.mine({ blocks: 2 })
    await index()
    const before = await stored()
    await client.revert({ id })
    await client.increaseTime({ seconds: 7 })
    await client.mine({ blocks: 3 })
    await schedule()
    await client.mine({ blocks: 4 })
    node.requests.length = 0
    await index()
    await expectTruth()
    const after = await stored()
    // The last block that is still on the chain is where fetching begins anew.
    const isAnsweredFromItsBeginning = [0, 9]
    expect(ranges()).toEqual([[2, 9], isAnsweredFromItsBeginning])
    expect(after.length).toBeLessThan(before.length)
    expect(after[0]).toEqual(before[0])
  })

  test('behavior: what another process has read instead in the meantime stays', async () => {
    await schedule()
    await index()
    const id = await client.snapshot()
    await schedule()
    await schedule()
    const head = await readBlock(client, { chainId })
    vi.resetModules()
    const other = await import('./index-logs')
    let isOver = false
    const slow = nodes.nodes.map((each) => ({
      ...each,
      batch: async (requests: Parameters<typeof each.batch>[0]) => {
        const answers = await each.batch(requests)
        // Its last question about these blocks.
        if (requests.length > 1 && !isOver) {
          isOver = true
          await client.revert({ id })
          await client.mine({ blocks: 4 })
          await schedule()
          const at = { chainId, address: timelock }
          const newer = await readBlock(client, { chainId })
          await other.indexLogs(
            { store, client: reader, nodes },
            { at, deploymentBlock, head: newer },
          )
        }
        return answers
      },
    }))
    await indexLogs(
      { store, client: reader, nodes: { ...nodes, nodes: slow } },
      { at: { chainId, address: timelock }, deploymentBlock, head },
    )
    expect(isOver).toBe(true)
    await index()
    await expectTruth()
  })

  test('behavior: a node that goes back in time', async () => {
    await schedule()
    const id = await client.snapshot()
    await client.mine({ blocks: 1 })
    await schedule()
    await index()
    await client.revert({ id })
    await index()
    await expectTruth()
    await client.mine({ blocks: 1 })
    await schedule()
    await index()
    await expectTruth()
  })

  test('behavior: another chain altogether', async () => {
    await schedule()
    await index()
    const { number } = await getBlock(client)
    await client.revert({ id: genesis })
    await client.increaseTime({ seconds: 60 })
    await client.mine({ blocks: Number(number) + 5 })
    await index()
    await expectTruth()
    expect(await stored()).toEqual([])
  })
})
