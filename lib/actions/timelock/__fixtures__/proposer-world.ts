import type { Address, Hash } from 'viem'
import { afterAll, beforeAll } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { deployContract } from '@/demo/world/deploy-contract'
import { type FollowContext, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { runIndexJob } from '@/lib/actions/timelock/index-jobs'
import { createLocalJobs } from '@/lib/adapters/jobs/local-jobs'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { openStore } from '@/lib/adapters/store/open-store'
import { readOperation } from '@/lib/adapters/store/read-operation'
import type { Store } from '@/lib/adapters/store/store'
import {
  chainId,
  startWorld,
  stranger,
  type World,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { createTestSafe } from '@/test/safe-on-anvil'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'

const jobs = createLocalJobs()

/** A chain with a Safe and a contract that calls what it is told, and a node of it that may trace or not. */
export class ProposerWorld {
  chain!: World
  node!: RpcProxy
  store!: Store
  safe!: Address
  multicaller!: Address

  async start(): Promise<void> {
    await buildContracts()
    this.chain = await startWorld()
    this.node = await startRpcProxy(this.chain.rpcUrl)
    this.store = await openStore()
    const { client } = this.chain
    await deploySafe(client)
    this.safe = await createTestSafe(client, { owners: [0, 1, 2], threshold: 2 })
    const [name, file] = ['Multicaller', 'TimelockTargets'] as const
    this.multicaller = await deployContract(client, { from: stranger, name, file })
  }

  async stop(): Promise<void> {
    await this.store?.close()
    await this.node?.stop()
    await this.chain?.stop()
  }

  #context(): FollowContext {
    const nodes = createChainNodes({ chainId, rpcUrls: [this.node.url] })
    return {
      store: this.store,
      nodesFor: () => nodes,
      confirmationsFor: () => 2,
      clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: [this.node.url] }),
      now: () => new Date(),
      jobs: async () => jobs,
      limits: { maximum: 30, perHour: 100 },
    }
  }

  /** Whether the node traces. */
  trace = (is: boolean) => {
    this.node.rewrite = ({ method }) =>
      is || !method.startsWith('debug_') ? undefined : { error: { code: -32_601, message: 'no' } }
  }

  turn = async (timelock: Address): Promise<void> => {
    await this.chain.client.mine({ blocks: 3 })
    await followTimelock(this.#context(), { timelock: { chainId, address: timelock } })
    await runIndexJob(this.#context(), {
      timelock: { chainId, address: timelock },
      holder: 'test',
      leaseSeconds: 60,
      seconds: 60,
      signal: new AbortController().signal,
    })
  }

  whoScheduled = async (timelock: Address, id: Hash) => {
    const row = await readOperation(this.store, { chainId, address: timelock, id })
    return [row?.proposer, row?.operation.proposerFrom]
  }

  operations = async (timelock: Address, filter: { proposer?: Address; text?: string } = {}) => {
    const all = { chainId, timelock, ...filter }
    const query = { filter: all, order: 'scheduled', limit: 9 } as const
    return (await listOperations(this.store, query)).operations
  }

  idsBy = async (timelock: Address, filter: { proposer?: Address; text?: string }) =>
    (await this.operations(timelock, filter)).map(({ id }) => id)
}

/** A world for the tests of a file. */
export function proposerWorld(): ProposerWorld {
  const world = new ProposerWorld()
  beforeAll(() => world.start())
  afterAll(() => world.stop())
  return world
}
