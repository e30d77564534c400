import { type Address, type Hash, numberToHex, zeroAddress, zeroHash } from 'viem'
import { getBlock } from 'viem/actions'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import { indexLogs } from '@/lib/actions/index-logs'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { runIndexJob } from '@/lib/actions/timelock/index-jobs'
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
function leaveOut(isLeftOut: (block: bigint, range: { from: bigint; to: bigint }) => boolean) {
  node.rewrite = ({ method, params }, { result }) => {
    if (method !== 'eth_getLogs') return undefined
    const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hash; toBlock: Hash }]
    const range = { from: BigInt(fromBlock), to: BigInt(toBlock) }
    const logs = (result as { blockNumber: Hash }[]).filter(
      ({ blockNumber }) => !isLeftOut(BigInt(blockNumber), range),
    )
    return { result: logs }
  }
}

describe('a node that answers for the first blocks of a range only', () => {
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

  test.each([5, 20, 50])('behavior: of %i blocks: nothing is lost', async (blocks) => {
    leaveOut((block, { from }) => block >= from + BigInt(blocks))
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
    expect(logQuestions()).toBeLessThan(3 + 12)
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
