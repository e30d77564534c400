import beaconProxyArtifact from '@openzeppelin/contracts/build/contracts/BeaconProxy.json'
import proxyArtifact from '@openzeppelin/contracts/build/contracts/TransparentUpgradeableProxy.json'
import beaconArtifact from '@openzeppelin/contracts/build/contracts/UpgradeableBeacon.json'
import { type Address, encodeFunctionData, getAddress, type Hex, parseAbi, slice } from 'viem'
import { getStorageAt, mine } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { deployContract } from '@/demo/world/deploy-contract'
import { isKnownTopic } from '@/lib/actions/queue-events/is-known-topic'
import { readFeed } from '@/lib/actions/queue-events/read-feed'
import { tellQueue } from '@/lib/actions/queue-events/tell-queue'
import { subscribe, UnknownTopicError } from '@/lib/actions/subscriptions/subscribe'
import { type FollowContext, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { runIndexJob } from '@/lib/actions/timelock/index-jobs'
import { createLocalJobs } from '@/lib/adapters/jobs/local-jobs'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { listEvents } from '@/lib/adapters/store/list-events'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { openStore } from '@/lib/adapters/store/open-store'
import type { Store } from '@/lib/adapters/store/store'
import { queueEventTopics } from '@/lib/adapters/store/watch-schema'
import type { Config } from '@/lib/config/config'
import type { ServerContext } from '@/lib/config/server-context'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  chainId,
  contentOf,
  deployer,
  deployGeneration,
  execute,
  schedule,
  startWorld,
  type World,
  wait,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { topicKey } from '@/lib/core/watch/event-topics'
import { startDoor } from '@/test/start-door'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import { deployArtifact } from '@/test/timelocks/timelock-on-anvil'
import { diffImplementations } from './diff-implementations'
import { isComparable } from './is-comparable'
import { queuedUpgrades } from './queued-upgrades'
import { readFollowedTimelock } from './read-followed-timelock'
import { readProxyHistory } from './read-proxy-history'

const abi = parseAbi([
  'function upgrade(address proxy, address implementation)',
  'function upgradeAndCall(address proxy, address implementation, bytes data) payable',
  'function upgradeTo(address implementation)',
  'function run(address[] targets, bytes[] datas) payable',
])
const migration = encodeFunctionData({ abi, functionName: 'run', args: [[], []] })
const config = {
  ...{ leadSeconds: 600, protocols: [], chains: [{ id: chainId }] },
  webhooks: { allowHosts: ['127.0.0.1'] },
} as unknown as Config

let world: World
let store: Store
let context: FollowContext & ServerContext
let timelock: Address
let logics: readonly [Address, Address]

beforeAll(async () => {
  await buildContracts()
  world = await startWorld()
  store = await openStore()
  const nodes = createChainNodes({ chainId, rpcUrls: [world.rpcUrl] })
  const client = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [world.rpcUrl] })
  const jobs = createLocalJobs()
  context = {
    ...{ store, config, nodesFor: () => nodes, clientFor: () => client },
    ...{ confirmationsFor: () => 4, now: () => new Date(), jobs: async () => jobs },
    limits: { maximum: 30, perHour: 100 },
  } as unknown as FollowContext & ServerContext
  logics = [await deployLogic(), await deployLogic()]
}, 300_000)
afterAll(async () => {
  await store?.close()
  await world?.stop()
})
beforeEach(async () => {
  const artifact = generationArtifacts.find(({ version }) => version === '5.7.0')
  if (!artifact) throw new Error('There is no 5.7.0.')
  timelock = await deployGeneration(world, artifact)
  await followTimelock(context, { timelock: { chainId, address: timelock } })
})

const deployLogic = () =>
  deployContract(world.client, { from: deployer, name: 'Multicaller', file: 'TimelockTargets' })
const deploy = (
  artifact: Omit<Parameters<typeof deployArtifact>[1], 'from' | 'args'>,
  args: unknown[],
) => deployArtifact({ ...world, chainId }, { from: deployer, ...artifact, args })
const historyOf = async (address: Address) => await readProxyHistory(context, { chainId, address })
const implementationsOf = async (address: Address) => {
  const read = await historyOf(address)
  if (!read || !('history' in read) || !read.history.known) throw new Error('It has no history.')
  return read.history.value.upgrades.map(({ implementation }) => implementation)
}
const queuedFor = async (address: Address) => {
  const read = await historyOf(address)
  if (!read || !('history' in read)) throw new Error('It has no history.')
  const queued = await queuedUpgrades(store, { chainId, address }, read)
  return { history: read.history, queued }
}
const upgradedByIt = async () =>
  (await readFollowedTimelock(context, { chainId, address: timelock }))?.upgraded
const feedOf = async (address: Address) => {
  const topic = topicKey({ of: 'proxy', proxy: { chainId, address } })
  const events = await listEvents(store, { topic, limit: 10 })
  return events.map(({ kind }) => kind).reverse()
}
async function deployTransparent(): Promise<{ proxy: Address; admin: Address }> {
  const proxy = await deploy(proxyArtifact, [logics[0], timelock, migration])
  const word = await getStorageAt(world.client, { address: proxy, slot: eip1967Slots.admin })
  return { proxy, admin: getAddress(slice(word ?? '0x', 12)) }
}
/** Lets the timelock make one call, and the worker see all of it. */
async function carryOut(target: Address, data: Hex): Promise<void> {
  const content = contentOf({ calls: [{ target, value: 0n, data }] })
  await schedule(world, timelock, content)
  await wait(world, 101n)
  await execute(world, timelock, content)
  await see()
}
/** Lets the worker see all that has happened. */
async function see(): Promise<void> {
  await mine(world.client, { blocks: 6 })
  await runIndexJob(context, {
    ...{ timelock: { chainId, address: timelock }, holder: 'test' },
    ...{ leaseSeconds: 30, seconds: 30, signal: new AbortController().signal },
  })
  await tellQueue(context)
}
const upgradeAndCall = (proxy: Address) =>
  encodeFunctionData({ abi, functionName: 'upgradeAndCall', args: [proxy, logics[1], '0x'] })

describe('behind a ProxyAdmin', () => {
  test('default: its history, its place under what the timelock upgrades, and its feed', async () => {
    const { proxy, admin } = await deployTransparent()
    const other = await deployTransparent()
    await carryOut(admin, upgradeAndCall(proxy))
    expect(await implementationsOf(proxy)).toEqual(logics)
    expect(await upgradedByIt()).toEqual([proxy])
    expect(await feedOf(proxy)).toEqual(['scheduled', 'ready', 'executed'])
    const isKnown = (address: Address) =>
      isKnownTopic(context, { of: 'proxy', proxy: { chainId, address } })
    await store.database.delete(queueEventTopics)
    expect([await isKnown(proxy), await isKnown(other.proxy)]).toEqual([true, false])
    // Its twin, with which no operation has to do.
    expect(await historyOf(other.proxy)).toBeUndefined()
    expect(await feedOf(other.proxy)).toEqual([])
  })

  test('behavior: an order with bytes behind it, which the contract follows all the same', async () => {
    const { proxy, admin } = await deployTransparent()
    await carryOut(admin, `${upgradeAndCall(proxy)}c0ffee`)
    expect(await implementationsOf(proxy)).toEqual(logics)
    expect(await upgradedByIt()).toEqual([proxy])
    expect(await feedOf(proxy)).toContain('executed')
  })

  test('behavior: what waits is told, and can be compared; once executed it has run', async () => {
    const { proxy, admin } = await deployTransparent()
    const other = await deployTransparent()
    const content = contentOf({
      calls: [{ target: admin, value: 0n, data: upgradeAndCall(proxy) }],
    })
    await schedule(world, timelock, content)
    await see()
    const known = await queuedFor(proxy)
    expect(known.queued).toHaveLength(1)
    expect(known.queued[0]).toMatchObject({
      timelock: { chainId, address: timelock },
      standing: 'waiting',
      implementation: logics[1],
    })
    expect(isComparable(known, logics)).toBe(true)
    // Neither was run, nor would be: of anything else nothing is compiled.
    expect(isComparable(known, [logics[0], other.admin])).toBe(false)
    expect(isComparable({ ...known, queued: [] }, logics)).toBe(false)
    await wait(world, 101n)
    await execute(world, timelock, content)
    await see()
    expect((await queuedFor(proxy)).queued).toEqual([])
  })

  test('behavior: the search finds the operation by the proxy', async () => {
    const { proxy, admin } = await deployTransparent()
    await carryOut(admin, upgradeAndCall(proxy))
    const found = async (text: string) =>
      (await listOperations(store, { filter: { chainId, text }, limit: 5 })).operations.length
    expect(await found(proxy)).toBe(1)
    expect(await found(proxy.slice(0, 20))).toBe(1)
    expect(await found(`${proxy.slice(0, 20)}…${proxy.slice(-12)}`)).toBe(1)
    expect(await found((await deployTransparent()).proxy)).toBe(0)
  })
})

describe('of a beacon', () => {
  test('default: its history, its place under what the timelock upgrades, and its feed', async () => {
    const beacon = await deploy(beaconArtifact, [logics[0], timelock])
    const unknown = await deploy(beaconArtifact, [logics[0], timelock])
    const proxy = await deploy(beaconProxyArtifact, [beacon, migration])
    const other = await deploy(beaconProxyArtifact, [unknown, migration])
    const data = encodeFunctionData({ abi, functionName: 'upgradeTo', args: [logics[1]] })
    await carryOut(beacon, data)
    // It is known as one of the beacon's from the first look at it on.
    expect(await upgradedByIt()).toEqual([beacon])
    expect(await implementationsOf(proxy)).toEqual(logics)
    expect(await upgradedByIt()).toEqual([beacon, proxy])
    const kinds = ['scheduled', 'ready', 'executed']
    expect(await feedOf(proxy)).toEqual(kinds)
    await carryOut(beacon, data)
    expect(await feedOf(proxy)).toEqual([...kinds, ...kinds])
    expect(await historyOf(other)).toBeUndefined()
    expect(await feedOf(other)).toEqual([])
  })

  test.each([
    ['to subscribe to it', (address: Address) => subscribing(address)],
    ['for its feed', (address: Address) => feedStatus(address)],
  ])('behavior: one that nobody has opened is met by whoever asks %s', async (_how, ask) => {
    const beacon = await deploy(beaconArtifact, [logics[0], timelock])
    const unknown = await deploy(beaconArtifact, [logics[0], timelock])
    const proxy = await deploy(beaconProxyArtifact, [beacon, migration])
    const other = await deploy(beaconProxyArtifact, [unknown, migration])
    const data = encodeFunctionData({ abi, functionName: 'upgradeTo', args: [logics[1]] })
    await carryOut(beacon, data)
    expect(await feedOf(proxy)).toEqual([])
    expect(await ask(proxy)).toBe(true)
    expect(await feedOf(proxy)).toEqual(['scheduled', 'ready', 'executed'])
    expect(await upgradedByIt()).toEqual([beacon, proxy])
    // Its twin, with whose beacon no operation has to do, and what is no contract.
    expect([await ask(other), await ask(deployer)]).toEqual([false, false])
    expect([await feedOf(other), await feedOf(deployer)]).toEqual([[], []])
    // Nothing was told of its beacon yet: it has an empty feed.
    await store.database.delete(queueEventTopics)
    expect(await ask(proxy)).toBe(true)
  })
})

async function subscribing(address: Address): Promise<boolean> {
  const topic = topicKey({ of: 'proxy', proxy: { chainId, address } })
  try {
    const target = `http://127.0.0.1:1/${address}`
    await subscribe(context, { topic, kinds: [], shape: 'slack', target })
    return true
  } catch (error) {
    expect(error).toBeInstanceOf(UnknownTopicError)
    return false
  }
}

async function feedStatus(address: Address): Promise<boolean> {
  const topic = { of: 'proxy', proxy: { chainId, address } } as const
  // Another origin each time, so that none is kept.
  const origin = `https://${Math.random()}.example`
  return (await readFeed(context, { topic, format: 'atom', origin })) !== undefined
}

describe('a chain that is silent', () => {
  let node: RpcProxy
  let behindNode: typeof context
  beforeEach(async () => {
    node = await startRpcProxy(world.rpcUrl)
    behindNode = reach(node.url)
  })
  afterEach(async () => {
    await node.stop()
  })

  /** As another process, which has nothing in its memory and the same database. */
  function reach(url: string): typeof context {
    const client = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [url] })
    const nodes = createChainNodes({ chainId, rpcUrls: [url] })
    return { ...context, store: { ...store }, clientFor: () => client, nodesFor: () => nodes }
  }
  const never = () => startDoor().opened
  async function timed<T>(work: Promise<T>): Promise<{ seconds: number; value: T }> {
    const began = performance.now()
    const value = await work
    return { seconds: (performance.now() - began) / 1_000, value }
  }

  test('default: what was read last is shown in time, also by a process that never read it', async () => {
    const { proxy, admin } = await deployTransparent()
    await carryOut(admin, upgradeAndCall(proxy))
    const at = { chainId, address: proxy }
    const read = await readProxyHistory(behindNode, at)
    expect(read).toMatchObject({ history: { known: true } })
    expect(read).not.toHaveProperty('stale')
    node.wait = never
    for (const reader of [behindNode, reach(node.url)]) {
      const { seconds, value } = await timed(readProxyHistory(reader, at))
      expect(seconds).toBeLessThan(10)
      expect(value).toEqual({
        ...read,
        stale: { reason: 'No node of this chain answered.', isAnswering: undefined },
      })
      // Nobody else waits meanwhile.
      expect((await timed(readProxyHistory(reader, at))).seconds).toBeLessThan(seconds / 2)
      const [from, to] = logics
      const diff = { chainId, blockNumber: 1n, from, to }
      expect(await timed(diffImplementations(reader, { ...diff, isSilent: true }))).toMatchObject({
        value: { known: false },
      })
    }
  })

  test('error: of one that was never read nothing is known but what is queued', async () => {
    const { proxy, admin } = await deployTransparent()
    const beacon = await deploy(beaconArtifact, [logics[0], timelock])
    const behind = await deploy(beaconProxyArtifact, [beacon, migration])
    const content = contentOf({
      calls: [{ target: admin, value: 0n, data: upgradeAndCall(proxy) }],
    })
    await schedule(world, timelock, content)
    await see()
    node.wait = never
    for (const address of [proxy, behind]) {
      const { seconds, value } = await timed(readProxyHistory(behindNode, { chainId, address }))
      expect(seconds).toBeLessThan(4.5)
      expect(value).toBeInstanceOf(RpcUnreachableError)
    }
    const queued = await queuedUpgrades(store, { chainId, address: proxy }, undefined)
    expect(queued.map(({ implementation }) => implementation)).toEqual([logics[1]])
  })

  test('behavior: one that answers and takes long for the events shows what was read before, then all', async () => {
    const { proxy, admin } = await deployTransparent()
    const content = contentOf({
      calls: [{ target: admin, value: 0n, data: upgradeAndCall(proxy) }],
    })
    await schedule(world, timelock, content)
    await see()
    const at = { chainId, address: proxy }
    const read = await readProxyHistory(context, at)
    await wait(world, 101n)
    await execute(world, timelock, content)
    const door = startDoor()
    node.wait = (method) => (method === 'eth_getLogs' ? door.opened : undefined)
    const { seconds, value } = await timed(readProxyHistory(behindNode, at))
    expect(seconds).toBeLessThan(4.5)
    expect(value).toMatchObject({ ...read, stale: { isAnswering: true } })
    node.wait = undefined
    door.open()
    const now = await readProxyHistory(behindNode, at)
    expect(now).not.toHaveProperty('stale')
    expect(now && 'history' in now && now.history.known && now.history.value.upgrades).toHaveLength(
      2,
    )
  })

  test('behavior: one that refuses the events takes nothing away from what was read', async () => {
    const { proxy, admin } = await deployTransparent()
    await carryOut(admin, upgradeAndCall(proxy))
    const at = { chainId, address: proxy }
    const read = await readProxyHistory(context, at)
    node.rewrite = ({ method }) =>
      method === 'eth_getLogs' ? { error: { code: -32005, message: 'busy' } } : undefined
    expect(await readProxyHistory(behindNode, at)).toMatchObject({
      ...read,
      stale: { isAnswering: true },
    })
  })
})
