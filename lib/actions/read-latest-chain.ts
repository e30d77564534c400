import type { Client, Hash } from 'viem'
import { headInTime } from '@/lib/actions/head-in-time'
import type { IndexLogsContext } from '@/lib/actions/index-logs'
import { readProtocolChain } from '@/lib/actions/read-protocol-chain'
import { recallChain, rememberChain } from '@/lib/actions/remember-chain'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { readAgreedHead } from '@/lib/adapters/rpc/read-agreed-head'
import { readBlock } from '@/lib/adapters/rpc/read-block'
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
  /** Milliseconds after which what was read last is told, where the newest block is still to come. Default: it is waited for. */
  readonly patience?: number | undefined
}

/**
 * What the chain says of a protocol at its latest block, or, while it is silent, what it said last.
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
  const ask = () => readNewest(client, nodes, protocol)
  try {
    const head = Number.isFinite(patience)
      ? await headInTime(client, { ask, patience })
      : { isLate: false as const, block: await ask() }
    const last = head.isLate ? await recallChain(store, key) : undefined
    if (last) return { ...last, stale: { reason: late }, held: undefined }
    const block = head.isLate ? await head.coming : head.block
    const held = holdReading(store, key, block.hash, () =>
      readAndRemember({ store, client, nodes }, { protocol, block, key }),
    )
    return { chain: await held.reading, readAt: Date.now(), stale: undefined, held }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const last = await recallChain(store, key)
    return {
      chain: last?.chain,
      readAt: last?.readAt ?? Date.now(),
      stale: { reason: error.shortMessage },
      held: undefined,
    }
  }
}

const late = 'No node of this chain has answered yet.'

/** Where several nodes have to give the same, a block that enough of them know. */
async function readNewest(
  client: Client,
  nodes: ChainNodes,
  { chainId }: ProtocolConfig,
): Promise<Block> {
  return nodes.quorum > 1
    ? (await readAgreedHead(nodes)).head
    : await readBlock(client, { chainId })
}

/** One that failed, or that leaves something essential unknown, is shared by those who wait for it and then let go. */
function holdReading(
  store: Store,
  key: string,
  blockHash: Hash,
  read: () => Promise<ProtocolChain>,
): HeldReading {
  const ofStore = readings.get(store) ?? new Map<string, HeldReading>()
  readings.set(store, ofStore)
  const last = ofStore.get(key)
  if (last?.blockHash === blockHash) return last
  const held: HeldReading = { blockHash, reading: read(), following: undefined }
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
