import { type Address, type Hash, numberToHex, zeroAddress, zeroHash } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import { indexLogs } from '@/lib/actions/index-logs'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { runIndexJob } from '@/lib/actions/timelock/index-jobs'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { searchCalls } from '@/lib/actions/timelock/search-calls'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { readLogs } from '@/lib/adapters/store/read-logs'
import { readTimelockPage } from '@/lib/adapters/store/read-timelock-page'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import type { Store } from '@/lib/adapters/store/store'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { openEmptyStore } from '@/test/empty-store'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'

const chainId = 31_337
const confirmations = 4
const proposer = demoAccount(0).address

let anvil: Anvil
let client: AnvilClient
let node: RpcProxy
let store: Store
let context: IndexContext
let timelock: Address
let lastSalt = 0
let turns = 0

beforeAll(async () => {
  anvil = await startAnvil({ chainId })
  client = anvilClient(anvil.rpcUrl)
  node = await startRpcProxy(anvil.rpcUrl)
  store = await openEmptyStore()
})
afterAll(async () => {
  await store?.close()
  await node?.stop()
  await anvil?.stop()
})

beforeEach(async () => {
  node.rewrite = undefined
  const args = [60n, [proposer], [zeroAddress], zeroAddress]
  timelock = await deployContract(client, { from: proposer, name: 'TimelockController', args })
  const { number } = await getBlock(client)
  await saveTimelock(store, {
    timelock: at(),
    detection: { kind: 'openzeppelin', generation: '5.1 or later', minDelay: 60n, badges: [] },
    firstBlock: { known: true, value: number },
    scanFrom: number,
    why: 'asked',
    now: new Date(0),
  })
  // What was seen of a node is forgotten.
  const nodes = createChainNodes({ chainId, rpcUrls: [node.url] })
  context = {
    store,
    nodesFor: () => nodes,
    confirmationsFor: () => confirmations,
    clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: [node.url] }),
    now: () => new Date(0),
  }
})

const at = () => ({ chainId, address: timelock })

function newContent() {
  lastSalt += 1
  return {
    kind: 'single' as const,
    calls: [{ target: proposer, value: 0n, data: '0x' as const }],
    predecessor: zeroHash,
    salt: numberToHex(lastSalt, { size: 32 }),
  }
}

async function send(data: Hash): Promise<bigint> {
  await sendTransaction(client, { from: proposer, to: timelock, data })
  return (await getBlock(client)).number
}

async function schedule(content = newContent()) {
  const block = await send(encodeSchedule({ ...content, delay: 60n }))
  return { block, content, id: hashOperation(content) }
}

async function turn(): Promise<void> {
  turns += 1
  const { signal } = new AbortController()
  await runIndexJob(context, {
    ...{ timelock: at(), holder: `${turns}`, leaseSeconds: 30 },
    ...{ seconds: 30, signal },
  })
}

/** What is listed, by time, and what the page says of how complete it is. */
async function state() {
  const filter = { chainId, timelock }
  const { operations } = await listOperations(store, { filter, order: 'scheduled', limit: 100 })
  const page = await readTimelockPage(store, at())
  return {
    listed: new Map(operations.map(({ id, standing }) => [id, standing])),
    problem: page?.problem?.text,
    unscanned: page?.unscanned,
    unsearched: page?.calls?.unsearched,
  }
}

const complete = { problem: undefined, unscanned: [], unsearched: [] }

/** Of the events of a range of more than one block, or of any, only some are given. */
function leaveOut(
  isLeftOut: (block: bigint, range: { from: bigint; to: bigint }) => boolean,
  { isTracing = true, unknown }: { isTracing?: boolean; unknown?: bigint } = {},
) {
  node.rewrite = ({ method, params }, { result }) => {
    if (!isTracing && method.startsWith('debug_')) {
      return { error: { code: -32_601, message: 'no traces' } }
    }
    if (method === 'eth_getBlockByNumber' && unknown !== undefined) {
      return params[0] === numberToHex(unknown) ? { result: null } : undefined
    }
    if (method !== 'eth_getLogs') return undefined
    const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hash; toBlock: Hash }]
    const range = { from: BigInt(fromBlock), to: BigInt(toBlock) }
    const logs = (result as { blockNumber: Hash }[]).filter(
      ({ blockNumber }) => !isLeftOut(BigInt(blockNumber), range),
    )
    return { result: logs }
  }
}

describe('a node that answers for some blocks of a range only', () => {
  async function fiveSchedules(): Promise<Hash[]> {
    const ids: Hash[] = []
    for (let n = 0; n < 5; n++) {
      ids.push((await schedule()).id)
      await client.mine({ blocks: 29 })
    }
    await client.mine({ blocks: 30 })
    return ids
  }
  const logQuestions = () => node.requests.filter(({ method }) => method === 'eth_getLogs').length

  test.each([
    ['first', 5],
    ['first', 20],
    ['first', 50],
    ['last', 10],
    ['last', 20],
    ['last', 50],
  ] as const)('behavior: for the %s %i: nothing is lost', async (which, blocks) => {
    const isLeftOut: Parameters<typeof leaveOut>[0] = (block, { from, to }) =>
      (which === 'first' ? block - from : to - block) >= BigInt(blocks)
    leaveOut(isLeftOut, { isTracing: false })
    const ids = await fiveSchedules()
    for (let n = 0; n < 4; n++) await turn()
    const { listed, ...rest } = await state()
    expect([...listed.keys()].toSorted()).toEqual(ids.toSorted())
    expect(rest).toEqual(complete)
  })

  test('behavior: twin, one that answers to the end: some questions more, once', async () => {
    const ids = await fiveSchedules()
    node.requests.length = 0
    await turn()
    const { listed, ...rest } = await state()
    expect([...listed.keys()].toSorted()).toEqual(ids.toSorted())
    expect(rest).toMatchObject({ problem: undefined, unscanned: [] })
    // 10, 100 and 71 blocks.
    expect(logQuestions()).toBeLessThan(3 + 14)
    await client.mine({ blocks: 60 })
    node.requests.length = 0
    await turn()
    expect(logQuestions()).toBe(2)
  })
})

describe('events that an answer has left out', () => {
  const told = (error: unknown) => error
  const named = { name: 'LostEventsError' }
  const indexForDesk = async (deploymentBlock: bigint) => {
    const [reader, nodes] = [context.clientFor(chainId), context.nodesFor(chainId)]
    const head = await readBlock(reader, { chainId })
    await indexLogs({ store, client: reader, nodes }, { at: at(), deploymentBlock, head })
  }

  test('behavior: a call that should have left one is proof: blocks are taken back, and read again', async () => {
    const first = await schedule()
    await client.mine({ blocks: 20 })
    const second = await schedule()
    await client.mine({ blocks: 40 })
    leaveOut((block, { from, to }) => block === second.block && to > from)
    await indexForDesk(first.block)
    expect((await readLogs(store, at())).map(({ blockNumber }) => blockNumber)).not.toContain(
      second.block,
    )
    await expect(turn().catch(told)).resolves.toMatchObject(named)
    const then = await state()
    expect([...then.listed.keys()]).toEqual([first.id])
    expect(then.problem).toContain('A node left out events without a word.')
    expect(then.unscanned?.[0]?.fromBlock).toBe(second.block)
    expect(then.unsearched?.[0]?.fromBlock).toBeLessThanOrEqual(second.block)
    node.rewrite = undefined
    for (let n = 0; n < 3; n++) await turn()
    const { listed, ...rest } = await state()
    expect([...listed.keys()].toSorted()).toEqual([first.id, second.id].toSorted())
    expect(rest).toEqual(complete)
    // What pages of configured timelocks are made from is read again as well.
    await indexForDesk(first.block)
    expect((await readLogs(store, at())).map(({ blockNumber }) => blockNumber)).toContain(
      second.block,
    )
  })

  test.each(['cancelled', 'executed'] as const)('behavior: also where one was %s', async (what) => {
    const { content, id } = await schedule()
    await client.increaseTime({ seconds: 100 })
    await client.mine({ blocks: 20 })
    const block = await send(
      what === 'cancelled' ? encodeCancel({ id }) : encodeExecute({ ...content }),
    )
    await client.mine({ blocks: 40 })
    leaveOut((each, { from, to }) => each === block && to > from)
    await expect(turn().catch(told)).resolves.toMatchObject(named)
    node.rewrite = undefined
    for (let n = 0; n < 3; n++) await turn()
    const { listed, ...rest } = await state()
    expect([...listed]).toEqual([[id, what]])
    expect(rest).toEqual(complete)
  })

  test('behavior: blocks that were replaced since they were read have lost nothing', async () => {
    const kept = await schedule()
    const before = await client.snapshot()
    await client.mine({ blocks: 2 })
    await schedule()
    await client.mine({ blocks: 40 })
    await indexTimelock(context, { timelock: at() })
    await client.revert({ id: before })
    await client.mine({ blocks: 10 })
    const instead = await schedule()
    await client.mine({ blocks: 60 })
    // The calls are those of the new blocks, the events still of the old ones.
    await expect(
      searchCalls(context, { timelock: at(), mostBlocks: 32 }).catch(told),
    ).resolves.toMatchObject({ name: 'NodeContradictsItselfError', retry: true })
    expect((await state()).problem).toBeUndefined()
    for (let n = 0; n < 3; n++) await turn()
    const { listed, ...rest } = await state()
    expect([...listed.keys()].toSorted()).toEqual([kept.id, instead.id].toSorted())
    expect(rest).toEqual(complete)
  })

  test('behavior: what pages are made from is read again from its beginning where it is of other blocks', async () => {
    const first = await schedule()
    const before = await client.snapshot()
    await schedule()
    await client.mine({ blocks: 60 })
    await indexForDesk(first.block)
    await client.revert({ id: before })
    await client.mine({ blocks: 10 })
    const second = await schedule()
    await client.mine({ blocks: 70 })
    leaveOut((block, { from, to }) => block === second.block && to > from)
    await expect(turn().catch(told)).resolves.toMatchObject(named)
    node.rewrite = undefined
    await indexForDesk(first.block)
    const logs = await getLogs(client, { address: timelock, fromBlock: first.block })
    expect((await readLogs(store, at())).map(({ blockHash }) => blockHash)).toEqual(
      logs.map(({ blockHash }) => blockHash),
    )
  })

  test('error: where no node knows the block before it nothing is forgotten, and it is asked again', async () => {
    const first = await schedule()
    await client.mine({ blocks: 20 })
    const second = await schedule()
    await client.mine({ blocks: 40 })
    const isLost: Parameters<typeof leaveOut>[0] = (block, { from, to }) =>
      block === second.block && to > from
    leaveOut(isLost, { unknown: second.block - 1n })
    for (let n = 0; n < 2; n++) {
      await expect(turn().catch(told)).resolves.toMatchObject({
        name: 'NodeContradictsItselfError',
        facts: expect.arrayContaining([
          [
            'What',
            `it gives events of block ${second.block}, and does not know the block before it`,
          ],
        ]),
      })
      const { listed, unsearched } = await state()
      expect([...listed.keys()]).toEqual([first.id])
      expect(unsearched).not.toEqual([])
    }
    // Once it is known, blocks are taken back to it, as if it had been known all the while.
    leaveOut(isLost)
    await expect(turn().catch(told)).resolves.toMatchObject(named)
    expect((await state()).unscanned?.[0]?.fromBlock).toBe(second.block)
    node.rewrite = undefined
    for (let n = 0; n < 3; n++) await turn()
    const { listed, ...rest } = await state()
    expect([...listed.keys()].toSorted()).toEqual([first.id, second.id].toSorted())
    expect(rest).toEqual(complete)
  })

  test('behavior: of several nodes, one knows the block before it', async () => {
    const other = await startRpcProxy(anvil.rpcUrl)
    try {
      const nodes = createChainNodes({ chainId, rpcUrls: [node.url, other.url] })
      context = { ...context, nodesFor: () => nodes }
      await schedule()
      await client.mine({ blocks: 20 })
      const { block } = await schedule()
      await client.mine({ blocks: 40 })
      leaveOut((each, { from, to }) => each === block && to > from, { unknown: block - 1n })
      await expect(turn().catch(told)).resolves.toMatchObject(named)
      expect((await state()).unscanned?.[0]?.fromBlock).toBe(block)
    } finally {
      await other.stop()
    }
  })

  test('behavior: in the first block that is read nothing is before it', async () => {
    const { block, id } = await schedule()
    await client.mine({ blocks: 40 })
    await saveTimelock(store, {
      timelock: at(),
      detection: { kind: 'openzeppelin', generation: '5.1 or later', minDelay: 60n, badges: [] },
      firstBlock: { known: true, value: block },
      scanFrom: block,
      why: 'asked',
      now: new Date(0),
    })
    leaveOut((each, { from, to }) => each === block && to > from)
    await expect(turn().catch(told)).resolves.toMatchObject(named)
    expect((await state()).unscanned?.[0]?.fromBlock).toBe(block)
    node.rewrite = undefined
    for (let n = 0; n < 3; n++) await turn()
    const { listed, ...rest } = await state()
    expect([...listed.keys()]).toEqual([id])
    expect(rest).toEqual(complete)
  })

  test('behavior: a problem that is over is noted no longer, though no block came', async () => {
    await schedule()
    await turn()
    node.rewrite = () => ({ error: { code: -32_000, message: 'out of service' } })
    await expect(turn()).rejects.toThrow('out of service')
    expect((await state()).problem).toContain('out of service')
    node.rewrite = undefined
    await turn()
    expect(await state()).toMatchObject(complete)
  })

  test('error: what no node gives, though the contract knows it, stays a problem', async () => {
    const { block } = await schedule()
    await client.mine({ blocks: 40 })
    leaveOut((each) => each === block)
    for (let n = 0; n < 2; n++) {
      await expect(turn().catch(told)).resolves.toMatchObject(named)
      const { listed, problem, unsearched } = await state()
      expect(listed.size).toBe(0)
      expect(problem).toContain('Add a node that keeps all events.')
      expect(unsearched).not.toEqual([])
    }
  })

  test('behavior: twin, a node that leaves out nothing: no block is asked for again', async () => {
    const { id, content } = await schedule()
    await client.increaseTime({ seconds: 100 })
    await client.mine({ blocks: 20 })
    await send(encodeExecute({ ...content }))
    await client.mine({ blocks: 40 })
    node.requests.length = 0
    for (let n = 0; n < 3; n++) await turn()
    const { listed, ...rest } = await state()
    expect([...listed]).toEqual([[id, 'executed']])
    expect(rest).toEqual(complete)
    const single = node.requests.filter(({ method, params }) => {
      const [range] = params as [{ fromBlock?: Hash; toBlock?: Hash }]
      return method === 'eth_getLogs' && range.fromBlock === range.toBlock
    })
    expect(single).toEqual([])
  })
})
