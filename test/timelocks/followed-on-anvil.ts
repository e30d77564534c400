import type { Address, Hash } from 'viem'
import { mine } from 'viem/actions'
import { tellQueue } from '@/lib/actions/queue-events/tell-queue'
import { type FollowContext, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { runIndexJob } from '@/lib/actions/timelock/index-jobs'
import { createLocalJobs } from '@/lib/adapters/jobs/local-jobs'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { listEvents } from '@/lib/adapters/store/list-events'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { openStore } from '@/lib/adapters/store/open-store'
import type { Store } from '@/lib/adapters/store/store'
import { topicKey } from '@/lib/core/watch/event-topics'
import type { QueueEvent } from '@/lib/core/watch/queue-event'
import type { TimelockChain } from '@/test/timelocks/timelock-on-anvil'

/** Seconds before an operation is ready at which that is told. */
export const leadSeconds = 600

/** What the product does with a timelock on a local chain, with a store of its own. */
export class FollowedOnAnvil {
  readonly #chain: TimelockChain
  readonly #context: FollowContext
  readonly store: Store

  private constructor(chain: TimelockChain, store: Store) {
    const { chainId, rpcUrl } = chain
    const nodes = createChainNodes({ chainId, rpcUrls: [rpcUrl] })
    const jobs = createLocalJobs()
    this.#chain = chain
    this.store = store
    this.#context = {
      store,
      nodesFor: () => nodes,
      clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: [rpcUrl] }),
      confirmationsFor: () => 4,
      now: () => new Date(),
      jobs: async () => jobs,
      limits: { maximum: 30, perHour: 100 },
    }
  }

  static async open(chain: TimelockChain): Promise<FollowedOnAnvil> {
    return new FollowedOnAnvil(chain, await openStore())
  }

  async follow(address: Address): Promise<void> {
    const { chainId } = this.#chain
    await followTimelock(this.#context, { timelock: { chainId, address } })
  }

  /** One turn at a timelock, then telling, as the worker does both. */
  async turn(address: Address): Promise<void> {
    const { chainId } = this.#chain
    await runIndexJob(this.#context, {
      timelock: { chainId, address },
      holder: `${Math.random()}`,
      leaseSeconds: 30,
      seconds: 30,
      signal: new AbortController().signal,
    })
    await this.tell()
  }

  async tell(): Promise<void> {
    await tellQueue({ store: this.store, config: { leadSeconds, protocols: [] } })
  }

  /** So many blocks that what was heard of the contract before is asked again. */
  async later(): Promise<void> {
    await mine(this.#chain.client, { blocks: 30, interval: 1 })
  }

  /** As the list has them, oldest first. */
  async list(address: Address) {
    const filter = { chainId: this.#chain.chainId, timelock: address }
    const { operations } = await listOperations(this.store, { filter, limit: 50 })
    // Blocks of a local chain may have one time.
    return operations.toSorted((a, b) => Number(a.scheduled.blockNumber - b.scheduled.blockNumber))
  }

  async standings(address: Address) {
    return (await this.list(address)).map(({ standing }) => standing)
  }

  /** What was told of a timelock, or of one of its operations, in the order in which it was. */
  async told(address: Address, operation?: Hash): Promise<readonly QueueEvent[]> {
    const timelock = { chainId: this.#chain.chainId, address }
    const topic = topicKey({ of: 'timelock', timelock })
    const events = await listEvents(this.store, { topic, limit: 1_000 })
    return events
      .filter((one) => one.operation === operation)
      .toSorted((a, b) => a.sequence - b.sequence)
  }

  /** The same as words, those of what was taken back with a minus. */
  async words(address: Address, operation?: Hash): Promise<readonly string[]> {
    const events = await this.told(address, operation)
    return events.map(({ kind, retracts }) => (retracts ? `-${retracts.kind}` : kind))
  }

  close(): Promise<void> {
    return this.store.close()
  }
}
