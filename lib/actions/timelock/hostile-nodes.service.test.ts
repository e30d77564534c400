import { type Hash, numberToHex } from 'viem'
import { getBlock } from 'viem/actions'
import { describe, expect, test } from 'vitest'
import { indexWorld, proposer } from '@/lib/actions/timelock/__fixtures__/index-world'
import type { RpcProxy } from '@/test/start-rpc-proxy'

const world = indexWorld()
const { contextOf, urlsOf, schedule, index, stands, expectTruth } = world

test('behavior: logs that come twice, in disorder, withdrawn or without their time', async () => {
  await schedule()
  await schedule()
  world.nodes[0].rewrite = ({ method }, { result }) => {
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
  world.nodes[0].rewrite = ({ method }, { result }) =>
    method === 'eth_getLogs'
      ? { result: (result as Record<string, string>[]).map(change) }
      : undefined
  await expect(index()).rejects.toMatchObject({ name: 'NodeContradictsItselfError', retry: true })
  const page = await world.page()
  expect(page?.indexed).toBeUndefined()
  expect(page?.problem?.text).toContain('contradicts itself')
  world.nodes[0].rewrite = undefined
  await index()
  expect((await world.page())?.problem).toBeUndefined()
  await expectTruth()
})

test('error: events of another chain than the blocks, however old; nothing is stored of such an answer', async () => {
  await schedule()
  const { number } = await getBlock(world.client)
  await world.client.mine({ blocks: 100 })
  world.nodes[0].rewrite = ({ method }, { result }) => {
    if (method !== 'eth_getLogs') return undefined
    const logs = result as Record<string, string>[]
    const isIt = ({ blockNumber }: Record<string, string>) => BigInt(blockNumber ?? 0) === number
    const blockHash = numberToHex(1, { size: 32 })
    return { result: logs.map((log) => (isIt(log) ? { ...log, blockHash } : log)) }
  }
  await expect(index()).rejects.toMatchObject({ name: 'NodeContradictsItselfError', retry: true })
  expect(await stands()).toEqual([])
  world.nodes[0].rewrite = undefined
  await index()
  await expectTruth()
})

test('error: a node that has forgotten old events; another gives them, or they stay unscanned', async () => {
  await schedule()
  const forgotten = (await getBlock(world.client)).number
  await schedule()
  const forget: RpcProxy['rewrite'] = ({ method, params }) => {
    const [{ fromBlock }] = params as [{ fromBlock: Hash }]
    return method === 'eth_getLogs' && BigInt(fromBlock) <= forgotten
      ? { error: { code: 4444, message: 'pruned history unavailable' } }
      : undefined
  }
  for (const node of world.nodes) node.rewrite = forget
  const both = contextOf({ urls: urlsOf(2) })
  await expect(index(both)).rejects.toThrow('pruned history unavailable')
  const page = await world.page()
  expect(page?.problem?.text).toContain('pruned history unavailable')
  expect(page?.indexed).toBeUndefined()
  const problem = expect.stringContaining('pruned history unavailable')
  expect(page?.scanned).toMatchObject([{ fromBlock: world.deploymentBlock, problem }])
  expect(await stands()).toEqual([])
  world.nodes[1].rewrite = undefined
  await index(both)
  await expectTruth()
  expect((await world.page())?.problem).toBeUndefined()
})

type Wire = Record<string, string> & { topics: Hash[] }

/** What the first node makes of its events. */
function change(by: (logs: readonly Wire[]) => readonly object[]): void {
  world.nodes[0].rewrite = ({ method }, { result }) =>
    method === 'eth_getLogs' ? { result: by(result as Wire[]) } : undefined
}

const other = numberToHex(7, { size: 32 })

test.each<[string, (log: Wire) => object]>([
  ['with other data', (log) => ({ ...log, data: `${log.data}00` })],
  ['with another topic', (log) => ({ ...log, topics: [log.topics[0], other] })],
  ['of another transaction', (log) => ({ ...log, transactionHash: other })],
])('error: two events in one place, the second %s', async (_, twinOf) => {
  await schedule()
  change((logs) => [...logs, ...logs.map(twinOf)])
  await expect(index()).rejects.toMatchObject({ name: 'NodeContradictsItselfError' })
  expect(await stands()).toEqual([])
  change((logs) => [...logs, ...logs])
  await index()
  await expectTruth()
})

test.each<[string, (log: Wire, at: number) => object]>([
  ['another hash in one of its events', (log, at) => (at % 2 ? { ...log, blockHash: other } : log)],
  [
    'another time in one of its events',
    (log, at) => (at % 2 ? { ...log, blockTimestamp: numberToHex(1) } : log),
  ],
  ['a time before the blocks before it', (log) => ({ ...log, blockTimestamp: '0x1' })],
  ['a time after those behind it', (log) => ({ ...log, blockTimestamp: '0xffffffffff' })],
])('error: a block with %s', async (_, changed) => {
  await schedule()
  await index()
  await schedule()
  await world.client.mine({ blocks: 40 })
  change((logs) => logs.map(changed))
  await expect(index()).rejects.toMatchObject({ name: 'NodeContradictsItselfError', retry: true })
  expect(await stands()).toHaveLength(1)
  world.nodes[0].rewrite = undefined
  await index()
  await expectTruth()
})

test('behavior: twin, a time of zero is none, and is read from the block', async () => {
  await schedule()
  await world.client.mine({ blocks: 40 })
  change((logs) => logs.map((log) => ({ ...log, blockTimestamp: '0x0' })))
  await index()
  await expectTruth()
})

test.each(['0x7fffffff', '0xfffffffffffffff'])(
  'error: a newest block that is far in the future: %s',
  async (number) => {
    const { id } = await schedule()
    await index()
    await schedule()
    world.nodes[0].rewrite = ({ method, params }, { result }) =>
      method === 'eth_getBlockByNumber' && params[0] === 'latest'
        ? { result: { ...(result as object), number } }
        : undefined
    await expect(index()).rejects.toMatchObject({ name: 'NodeContradictsItselfError' })
    expect((await stands()).map(([each]) => each)).toEqual([id])
    world.nodes[0].rewrite = undefined
    await index()
    await expectTruth()
  },
)

/** How nodes put it that they serve less, or have forgotten. */
const refusals = [
  [4444, 'pruned history unavailable'],
  [-32_000, 'missing trie node'],
  [
    -32_602,
    'Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range',
  ],
  [-32_005, 'query returned more than 10000 results. Try with this block range [0x1, 0x2].'],
  [-32_614, 'eth_getLogs is limited to a 10,000 range'],
  [-32_602, 'query exceeds max block range 100000'],
  [-32_000, 'Resource not found. History is pruned'],
  [-32_001, 'block not found: pruned'],
] as const

test.each(refusals)('error: refused with %d, %s: never an empty answer', async (code, message) => {
  await schedule()
  const refuse: RpcProxy['rewrite'] = ({ method }) =>
    method === 'eth_getLogs' ? { error: { code, message } } : undefined
  world.nodes[0].rewrite = refuse
  await expect(index()).rejects.toThrow(message)
  const page = await world.page()
  expect(page?.indexed).toBeUndefined()
  const problem = expect.stringContaining(message)
  expect(page?.scanned).toMatchObject([{ fromBlock: world.deploymentBlock, problem }])
  await index(contextOf({ urls: urlsOf(2) }))
  await expectTruth()
})

describe('a node that has forgotten old events, and says that there were none', () => {
  /** @param byHash What it says of a block that it has forgotten. */
  const forget = (until: bigint, byHash: ReturnType<NonNullable<RpcProxy['rewrite']>>) => {
    const rewrite: RpcProxy['rewrite'] = ({ method, params }, { result }) => {
      if (method.endsWith('Receipts') || method.endsWith('Receipt')) return { result: null }
      if (method !== 'eth_getLogs') return undefined
      if ('blockHash' in (params[0] as object)) return byHash
      const logs = result as Wire[]
      return { result: logs.filter(({ blockNumber }) => BigInt(blockNumber ?? 0) > until) }
    }
    return rewrite
  }

  test.each([
    ['refuses a block by its hash', { error: { code: -32_000, message: 'unknown block' } }],
    ['does not', { result: [] }],
  ])('error: one that %s: nothing is stored; another one tells', async (_, byHash) => {
    await schedule()
    const { number } = await getBlock(world.client)
    await world.client.mine({ blocks: 60 })
    world.nodes[0].rewrite = forget(number, byHash)
    await expect(index()).rejects.toMatchObject({ name: 'NodeContradictsItselfError' })
    expect((await world.page())?.indexed).toBeUndefined()
    await index(contextOf({ urls: urlsOf(2) }))
    await expectTruth()
  })

  test('behavior: twin, one that has forgotten nothing is asked for no block by its hash', async () => {
    await schedule()
    await world.client.mine({ blocks: 60 })
    world.nodes[0].requests.length = 0
    await index()
    const byHash = world
      .asked('eth_getLogs')
      .filter(({ params }) => 'blockHash' in (params[0] as object))
    expect(byHash).toEqual([])
    await expectTruth()
  })
})
