import type { Client, Hash } from 'viem'
import { headInTime } from '@/lib/actions/head-in-time'
import { inTime } from '@/lib/actions/in-time'
import type { IndexLogsContext } from '@/lib/actions/index-logs'
import { lateReadings } from '@/lib/actions/late-readings'
import { readNewestBlock } from '@/lib/actions/read-newest-block'
import { readProtocolChain } from '@/lib/actions/read-protocol-chain'
import { recallChain, rememberChain } from '@/lib/actions/remember-chain'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { type BeaconProxy, noteBeaconProxies } from '@/lib/adapters/store/note-beacon-proxies'
import type { Store } from '@/lib/adapters/store/store'
import type { ProtocolConfig } from '@/lib/config/config'
import type { Block } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { ProtocolChain, ProtocolDesk } from '@/lib/core/patch/desk'

export type LatestChainContext = {
  readonly store: Store
  readonly clientFor: (chainId: number) => Client
  readonly nodesFor: (chainId: number) => ChainNodes
}

export type ChainReading = {
  chain: ProtocolChain | undefined
  readAt: number
  stale: ProtocolDesk['stale']
  /** The reading that every reader of this block shares; undefined while the chain is silent. */
  held: HeldReading | undefined
}

export type HeldReading = {
  readonly blockHash: Hash
  readonly reading: Promise<ProtocolChain>
  /** Brings the Safes' approvals and executions up to this block: once, and every reader waits for it. */
  following: Promise<unknown> | undefined
}

// Facts at one block never change, so readers of the same block share one reading.
const readings = new WeakMap<Store, Map<string, HeldReading>>()

export type ReadLatestChainParameters = {
  readonly protocol: ProtocolConfig
  /**
   * Milliseconds after which what was read last is told, where the newest block is still to come, and again as long, less what that took,
   * where it is still being read. Default: both are waited for.
   */
  readonly patience?: number | undefined
}

/**
 * What the chain says of a protocol at its latest block, or, while it is silent or takes too long, what it said last. What comes too late
 * is kept for whoever asks next.
 *
 * @throws UnknownChainError
 */
export async function readLatestChain(
  context: LatestChainContext,
  { protocol, patience = Number.POSITIVE_INFINITY }: ReadLatestChainParameters,
): Promise<ChainReading> {
  const { store } = context
  const client = context.clientFor(protocol.chainId)
  const nodes = context.nodesFor(protocol.chainId)
  const key = `${protocol.chainId}:${protocol.timelock}:${protocol.name}`
  const hold = (block: Block) => holdReading({ store, client, nodes }, { key, block, protocol })
  const began = performance.now()
  try {
    const ask = () => readNewestBlock(client, nodes)
    const head = await headInTime(client, { ask, patience })
    if (head.isLate) {
      // A node that is slower than anybody waits is heard all the same.
      head.coming.then((block) => hold(block).reading).catch(() => undefined)
      return await readLast(store, key, { reason: 'No node of this chain has answered yet.' })
    }
    const held = hold(head.block)
    const rest = Math.max(patience - (performance.now() - began), patience / 2)
    const chain = await inTime(held.reading, rest)
    if (chain) return { chain, readAt: Date.now(), stale: undefined, held }
    lateReadings.note(client, held.reading)
    const reason = `Block ${head.block.number} is still being read.`
    return await readLast(store, key, { reason, isAnswering: true })
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return await readLast(store, key, { reason: error.shortMessage })
  }
}

async function readLast(
  store: Store,
  key: string,
  stale: NonNullable<ProtocolDesk['stale']>,
): Promise<ChainReading> {
  const last = await recallChain(store, key)
  return {
    chain: last?.chain,
    readAt: last?.readAt ?? Date.now(),
    stale,
    held: undefined,
  }
}

/** One that failed, or that leaves something essential unknown, is shared by those who wait for it and then let go. */
function holdReading(
  context: IndexLogsContext,
  { key, block, protocol }: { key: string; block: Block; protocol: ProtocolConfig },
): HeldReading {
  const { store } = context
  const ofStore = readings.get(store) ?? new Map<string, HeldReading>()
  readings.set(store, ofStore)
  const last = ofStore.get(key)
  if (last?.blockHash === block.hash) return last
  const reading = readAndRemember(context, { protocol, block, key })
  const held: HeldReading = { blockHash: block.hash, reading, following: undefined }
  ofStore.set(key, held)
  const letGo = () => {
    if (ofStore.get(key) === held) ofStore.delete(key)
  }
  held.reading.then((chain) => {
    if (!isComplete(chain)) letGo()
  }, letGo)
  return held
}

async function readAndRemember(
  { store, client, nodes }: IndexLogsContext,
  { protocol, block, key }: { protocol: ProtocolConfig; block: Block; key: string },
): Promise<ProtocolChain> {
  const chain = await readProtocolChain({ store, client, nodes }, { protocol, block })
  const { chainId } = protocol
  await noteBeaconProxies(store, { chainId, proxies: beaconProxiesOf(chain) })
  // A node that falls silent halfway must not take the place of what was known in full.
  if (isComplete(chain) || !(await recallChain(store, key))) {
    await rememberChain(store, { key, chain, readAt: Date.now() })
  }
  return chain
}

function beaconProxiesOf({ facts }: ProtocolChain): BeaconProxy[] {
  return facts.proxies.flatMap(({ proxy }) =>
    proxy.known && proxy.value.kind === 'beacon'
      ? [{ proxy: proxy.value.address, beacon: proxy.value.upgradeTarget }]
      : [],
  )
}

function isComplete({ facts, operations }: ProtocolChain): boolean {
  return (
    facts.safe.known &&
    facts.timelock.known &&
    facts.guardian?.known !== false &&
    operations.every(
      ({ state, predecessorState }) => state.known && predecessorState?.known !== false,
    )
  )
}
