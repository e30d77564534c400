import { type Address, encodeFunctionData, type Hash, parseAbi } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { deployContract } from '@/demo/world/deploy-contract'
import { type FollowContext, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { runIndexJob } from '@/lib/actions/timelock/index-jobs'
import { createLocalJobs } from '@/lib/adapters/jobs/local-jobs'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { openStore } from '@/lib/adapters/store/open-store'
import { readOperation } from '@/lib/adapters/store/read-operation'
import type { Store } from '@/lib/adapters/store/store'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  chainId,
  contentOf,
  deployGeneration,
  proposer,
  schedule,
  startWorld,
  stranger,
  type World,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'

const liar = demoAccount(9).address.toLowerCase()
let world: World
let nodes: RpcProxy[]
let store: Store
let multicaller: Address
let timelock: Address
let byPerson: Hash
let byContract: Hash

beforeAll(async () => {
  world = await startWorld()
  nodes = [await startRpcProxy(world.rpcUrl), await startRpcProxy(world.rpcUrl)]
  store = await openStore()
  const [name, file] = ['Multicaller', 'TimelockTargets'] as const
  multicaller = await deployContract(world.client, { from: stranger, name, file })
})
afterAll(async () => {
  await store?.close()
  for (const node of nodes ?? []) await node.stop()
  await world?.stop()
})

// One operation that a person scheduled, and one that a contract did, of which only a trace tells.
beforeEach(async () => {
  const artifact = generationArtifacts.at(-1)
  if (!artifact) throw new Error('There is none.')
  const proposers = [proposer, multicaller]
  timelock = await deployGeneration(world, artifact, { admin: stranger, proposers })
  byPerson = await schedule(world, timelock, contentOf())
  const content = contentOf()
  const data = encodeFunctionData({
    abi: parseAbi(['function run(address[] targets, bytes[] datas)']),
    args: [[timelock], [encodeSchedule({ ...content, delay: 100n })]],
  })
  await sendTransaction(world.client, { from: stranger, to: multicaller, data })
  byContract = hashOperation(content)
  await world.client.mine({ blocks: 3 })
})
afterEach(() => {
  for (const node of nodes) node.rewrite = undefined
})

async function turn(quorum: number): Promise<void> {
  const rpcUrls = nodes.map(({ url }) => url)
  const chain = createChainNodes({ chainId, rpcUrls, quorum })
  const jobs = createLocalJobs()
  const context: FollowContext = {
    store,
    nodesFor: () => chain,
    confirmationsFor: () => 2,
    clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls }),
    now: () => new Date(),
    jobs: async () => jobs,
    limits: { maximum: 30, perHour: 100 },
  }
  const at = { chainId, address: timelock }
  await followTimelock(context, { timelock: at })
  const { signal } = new AbortController()
  await runIndexJob(context, {
    ...{ timelock: at, holder: 'test', leaseSeconds: 60 },
    ...{ seconds: 60, signal },
  })
}

async function proposers() {
  const rows = await Promise.all(
    [byPerson, byContract].map((id) => readOperation(store, { chainId, address: timelock, id })),
  )
  return rows.map((row) => row?.proposer)
}

test('default: where two nodes have to agree, and do', async () => {
  await turn(2)
  expect(await proposers()).toEqual([proposer, multicaller])
})

test('error: a sender that one node made up is believed of none; once they agree it is told', async () => {
  const [first] = nodes
  if (first) {
    first.rewrite = ({ method }, { result }) =>
      method === 'eth_getTransactionByHash' && result
        ? { result: { ...(result as object), from: liar } }
        : undefined
  }
  await turn(2)
  expect((await proposers())[0]).toBeUndefined()
  if (first) first.rewrite = undefined
  await turn(2)
  expect(await proposers()).toEqual([proposer, multicaller])
})

test('error: a trace that one node made up is believed of none', async () => {
  const [first] = nodes
  if (first) {
    first.rewrite = ({ method }, { result }) => {
      if (method !== 'debug_traceTransaction') return undefined
      const text = JSON.stringify(result).replaceAll(
        `"from":"${multicaller.toLowerCase()}"`,
        `"from":"${liar}"`,
      )
      return { result: JSON.parse(text) }
    }
  }
  await turn(2)
  expect(await proposers()).toEqual([proposer, undefined])
})

test('error: what only one node traces is its word alone', async () => {
  const [, second] = nodes
  const message = 'the method does not exist'
  if (second) {
    second.rewrite = ({ method }) =>
      method.startsWith('debug_') ? { error: { code: -32_601, message } } : undefined
  }
  await turn(2)
  expect(await proposers()).toEqual([proposer, undefined])
})

test('behavior: twin, where each may speak alone one is enough', async () => {
  const [, second] = nodes
  if (second) second.rewrite = () => ({ error: { code: -32_601, message: 'no' } })
  await turn(1)
  expect(await proposers()).toEqual([proposer, multicaller])
})

test('error: another transaction than the one that was asked for is none', async () => {
  const [first] = nodes
  if (first) {
    first.rewrite = ({ method }, { result }) =>
      method === 'eth_getTransactionByHash' && result
        ? { result: { ...(result as object), hash: byPerson, from: liar } }
        : undefined
  }
  await turn(1)
  // The next node tells.
  expect((await proposers())[0]).toBe(proposer)
})
