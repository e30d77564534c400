import { type Address, type Hash, numberToHex, zeroAddress, zeroHash } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { openStore } from '@/lib/adapters/store/open-store'
import { readOperation } from '@/lib/adapters/store/read-operation'
import { readTimelockPage } from '@/lib/adapters/store/read-timelock-page'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import type { Store } from '@/lib/adapters/store/store'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'

const chainId = 31_337
export const proposer = demoAccount(0).address

/** A chain, three nodes of it that can lie, and a timelock of its own for each test, so that nothing is stored of it yet. */
export class IndexWorld {
  /** Three ways to the same chain, each of which can lie. */
  nodes!: [RpcProxy, RpcProxy, RpcProxy]
  client!: AnvilClient
  store!: Store
  timelock!: Address
  deploymentBlock = 0n
  lastSalt = 0
  /** Which no node has lied to. */
  #clean!: Store
  #anvil!: Anvil

  get rpcUrl(): string {
    return this.#anvil.rpcUrl
  }

  async start(): Promise<void> {
    this.#anvil = await startAnvil({ chainId })
    this.client = anvilClient(this.rpcUrl)
    const proxy = () => startRpcProxy(this.rpcUrl)
    this.nodes = [await proxy(), await proxy(), await proxy()]
    this.store = await openStore()
    this.#clean = await openStore()
  }

  async stop(): Promise<void> {
    await this.store?.close()
    await this.#clean?.close()
    await Promise.all(this.nodes?.map((node) => node.stop()) ?? [])
    await this.#anvil?.stop()
  }

  async renew(): Promise<void> {
    const args = [60n, [proposer], [zeroAddress], zeroAddress]
    const name = 'TimelockController'
    this.timelock = await deployContract(this.client, { from: proposer, name, args })
    this.deploymentBlock = (await getBlock(this.client)).number
    await this.#follow(this.store)
  }

  async #follow(store: Store): Promise<void> {
    const detection = (await readTimelockPage(this.store, this.at()))?.detection
    const unknown = {
      kind: 'openzeppelin' as const,
      generation: '5.1 or later',
      minDelay: 60n,
      badges: [],
    }
    await saveTimelock(store, {
      timelock: this.at(),
      detection: detection ?? unknown,
      firstBlock: { known: true, value: this.deploymentBlock },
      scanFrom: this.deploymentBlock,
      why: 'asked',
      now: new Date(0),
    })
  }

  at = () => ({ chainId, address: this.timelock })

  contextOf = ({ urls = [this.nodes[0].url], quorum = 1, into = this.store } = {}): IndexContext => {
    const chain = createChainNodes({ chainId, rpcUrls: urls, quorum })
    return {
      store: into,
      nodesFor: () => chain,
      confirmationsFor: () => 4,
      clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: urls }),
      now: () => new Date(0),
    }
  }

  urlsOf = (count: number) => this.nodes.slice(0, count).map(({ url }) => url)

  send = async (data: Hash): Promise<void> => {
    await sendTransaction(this.client, { from: proposer, to: this.timelock, data })
  }

  newSalt = () => numberToHex(++this.lastSalt, { size: 32 })

  /** One block with two events: `CallScheduled` and `CallSalt`. */
  schedule = async (salt = this.newSalt(), predecessor: Hash = zeroHash) => {
    const calls = [{ target: proposer, value: 0n, data: '0x' as const }]
    const content = { kind: 'single' as const, calls, predecessor, salt }
    await this.send(encodeSchedule({ ...content, delay: 60n }))
    return { content, id: hashOperation(content) }
  }

  /** One block with so many events `CallScheduled`, and, for a salt, one `CallSalt`. */
  scheduleBatch = async (count: number, salt = this.newSalt()) => {
    const calls = Array.from({ length: count }, (_, at) => {
      return { target: proposer, value: BigInt(at + 1), data: '0x' as const }
    })
    const content = { kind: 'batch' as const, calls, predecessor: zeroHash, salt }
    await this.send(encodeSchedule({ ...content, delay: 60n }))
    return { content, id: hashOperation(content) }
  }

  index = (context = this.contextOf()) => indexTimelock(context, { timelock: this.at() })

  stands = async () => {
    const filter = { chainId, timelock: this.timelock }
    const query = { filter, order: 'scheduled', limit: 1_000 } as const
    const { operations } = await listOperations(this.store, query)
    return operations.map(({ id, standing }) => [id, standing] as const)
  }

  page = () => readTimelockPage(this.store, this.at())
  operation = (id: Hash) => readOperation(this.store, { ...this.at(), id })

  /** What is stored is what a clean scan of the chain, as it is now, gives. */
  expectTruth = async (): Promise<void> => {
    await this.#follow(this.#clean)
    await this.index(this.contextOf({ urls: [this.rpcUrl], into: this.#clean }))
    const filter = { chainId, timelock: this.timelock }
    const listed = async (from: Store) => {
      const { operations } = await listOperations(from, { filter, limit: 1_000 })
      return operations.map(({ told: _, mismatch: __, ...operation }) => operation)
    }
    expect(await listed(this.store)).toEqual(await listed(this.#clean))
    const pageOf = async (from: Store) => {
      const { settings, unscanned, indexed } = (await readTimelockPage(from, this.at())) ?? {}
      return { settings, unscanned, indexed }
    }
    expect(await pageOf(this.store)).toEqual(await pageOf(this.#clean))
    expect((await pageOf(this.store)).unscanned).toEqual([])
    const logs = await getLogs(this.client, { address: this.timelock, fromBlock: 0n })
    expect(await this.storedLogs()).toBe(logs.length)
  }

  storedLogs = async (): Promise<number> => {
    const page = await this.page()
    const filter = { chainId, timelock: this.timelock }
    const { operations } = await listOperations(this.store, { filter, limit: 1_000 })
    const pages = await Promise.all(operations.map(({ id }) => this.operation(id)))
    const logs = pages.reduce((sum, each) => sum + (each?.logs.length ?? 0), 0)
    return logs + (page?.settings.length ?? 0)
  }

  /** What the first node was asked. */
  asked = (method: string) =>
    this.nodes[0].requests.filter((request) => request.method === method)

  /** Ranges of which the first node was asked for events, counted from the deployment. */
  ranges = (): [from: number, to: number][] =>
    this.asked('eth_getLogs').map(({ params }) => {
      const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hash; toBlock: Hash }]
      const from = Number(BigInt(fromBlock) - this.deploymentBlock)
      return [from, Number(BigInt(toBlock) - this.deploymentBlock)]
    })

  /** A node that knows the chain up to this block, and takes no more. */
  stuckAt = async (last: bigint, { age = 0n } = {}): Promise<RpcProxy['rewrite']> => {
    const { hash, timestamp } = await getBlock(this.client, { blockNumber: last })
    const newest = { number: numberToHex(last), hash, timestamp: numberToHex(timestamp - age) }
    return ({ method, params }) => {
      if (method !== 'eth_getBlockByNumber') return undefined
      if (params[0] === 'latest') return { result: newest }
      return BigInt(params[0] as Hash) > last ? { result: null } : undefined
    }
  }
}

/** A world for the tests of a file. */
export function indexWorld(): IndexWorld {
  const world = new IndexWorld()
  beforeAll(() => world.start())
  afterAll(() => world.stop())
  beforeEach(() => world.renew())
  afterEach(() => {
    for (const node of world.nodes) node.rewrite = undefined
  })
  return world
}

/** A node that cuts what it gives without a word. */
export const cutAt = (most: number): RpcProxy['rewrite'] => {
  return ({ method }, { result }) =>
    method === 'eth_getLogs' ? { result: (result as unknown[]).slice(0, most) } : undefined
}
