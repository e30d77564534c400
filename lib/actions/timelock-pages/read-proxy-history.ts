import { type Address, isAddressEqual } from 'viem'
import { headInTime } from '@/lib/actions/head-in-time'
import { inTime } from '@/lib/actions/in-time'
import { readNewestBlock } from '@/lib/actions/read-newest-block'
import { isUpgraded } from '@/lib/actions/timelock-pages/is-upgraded'
import { readBeacon } from '@/lib/actions/timelock-pages/read-beacon'
import { recallProxy, rememberProxy } from '@/lib/actions/timelock-pages/remember-proxy'
import { findFirstBlock } from '@/lib/adapters/rpc/find-first-block'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import { readUpgradeHistory } from '@/lib/adapters/rpc/read-upgrade-history'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { noteBeaconProxies } from '@/lib/adapters/store/note-beacon-proxies'
import { readNotedBeacon } from '@/lib/adapters/store/read-noted-beacon'
import type { ServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { NotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { UpgradeHistory } from '@/lib/core/proxy/past-upgrade'
import type { Proxy } from '@/lib/core/proxy/proxy'

export type ProxyHistory = {
  readonly block: Block
  readonly proxy: Proxy | NotAProxy
  readonly history: Known<UpgradeHistory>
  /** When it was read, by the server's clock: milliseconds since the epoch. */
  readonly readAt: number
  /** Set where the chain does not answer now, or not all of it in time, and this was read before. */
  readonly stale?: ProtocolDesk['stale']
}

/** Milliseconds for which a history is not read again, and how many are kept. */
const freshness = 60_000
const mostKept = 200

/** Milliseconds: whoever waits in front of a page sees what was read last rather than nothing. */
const patience = 3_000

type Kept = { readonly at: number; readonly read: Promise<ProxyHistory>; isOver: boolean }

const kept = new WeakMap<object, Map<string, Kept>>()

/**
 * What a proxy runs and has run; where its chain is silent or takes too long, as it was read last. Only of proxies that are configured, or
 * that an operation of a followed timelock upgrades by itself or by its beacon: reading all events of an address costs the node.
 *
 * @returns undefined for any other address; the error where the chain could not be asked in time, and never was before.
 */
export async function readProxyHistory(
  context: ServerContext,
  proxy: ChainAddress,
): Promise<ProxyHistory | BaseError | undefined> {
  try {
    const since = await knownSince(context, proxy)
    if (!since) return undefined
    const began = performance.now()
    const head = await headOf(context, proxy)
    const read = keep(context, proxy, {
      head: head.isLate ? head.coming : Promise.resolve(head.block),
      since: since.block,
    })
    if (head.isLate) throw silentError(proxy)
    const rest = Math.max(patience - (performance.now() - began), patience / 2)
    const found = await inTime(read, rest)
    if (!found) {
      const reason = `Its history up to block ${head.block.number} is still being read.`
      return await readLast(context, proxy, new BaseError(reason, { retry: true }), true)
    }
    if (found.history.known) return found
    // Nodes that tell what it runs and not what it has run take nothing away from what they told before.
    const last = await readLast(context, proxy, new BaseError(found.history.reason), true)
    return last instanceof BaseError ? found : last
  } catch (error) {
    if (error instanceof BaseError) return await readLast(context, proxy, error)
    throw error
  }
}

async function readLast(
  { store }: ServerContext,
  at: ChainAddress,
  error: BaseError,
  isAnswering?: boolean,
): Promise<ProxyHistory | BaseError> {
  const last = await recallProxy(store, at)
  return last ? { ...last, stale: { reason: error.shortMessage, isAnswering } } : error
}

function headOf({ clientFor, nodesFor }: ServerContext, { chainId }: ChainAddress) {
  const client = clientFor(chainId)
  const ask = () => readNewestBlock(client, nodesFor(chainId))
  return headInTime(client, { ask, patience })
}

function silentError({ chainId }: ChainAddress): RpcUnreachableError {
  return new RpcUnreachableError({ chainId, request: 'eth_getBlockByNumber', cause: undefined })
}

/** Reads it, unless that is under way or was done just now. One that failed is let go. */
function keep(
  context: ServerContext,
  proxy: ChainAddress,
  { head, since }: { readonly head: Promise<Block>; readonly since: bigint | undefined },
): Promise<ProxyHistory> {
  const key = `${proxy.chainId}:${proxy.address}`
  const ofStore = kept.get(context.store) ?? new Map<string, Kept>()
  kept.set(context.store, ofStore)
  const found = ofStore.get(key)
  const now = Date.now()
  if (found && (!found.isOver || now - found.at <= freshness)) return found.read
  for (const old of [...ofStore.keys()].slice(0, Math.max(0, ofStore.size + 1 - mostKept)))
    ofStore.delete(old)
  ofStore.delete(key)
  const read = head.then((block) => readNow(context, proxy, { block, since }))
  const entry: Kept = { at: now, read, isOver: false }
  ofStore.set(key, entry)
  read.then(
    () => {
      entry.isOver = true
    },
    () => {
      if (ofStore.get(key) === entry) ofStore.delete(key)
    },
  )
  return read
}

/** Whether the history of a proxy is read here, so that it has a page. False, too, where its chain does not answer. */
export async function hasProxyHistory(
  context: ServerContext,
  proxy: ChainAddress,
): Promise<boolean> {
  try {
    return (await knownSince(context, proxy)) !== undefined
  } catch (error) {
    if (error instanceof BaseError) return false
    throw error
  }
}

/** Undefined where nobody here has to do with it; without a block where its first one has to be looked for. */
async function knownSince(
  context: ServerContext,
  proxy: ChainAddress,
): Promise<{ block: bigint | undefined } | undefined> {
  const { config, store } = context
  const protocol = config.protocols.find(
    (each) =>
      each.chainId === proxy.chainId &&
      each.proxies.some(({ address }) => isAddressEqual(address, proxy.address)),
  )
  if (protocol) return { block: BigInt(protocol.deploymentBlock) }
  if (await isUpgraded(store, proxy)) return { block: undefined }
  if (config.chains.every(({ id }) => id !== proxy.chainId)) return undefined
  const beacon = await beaconOf(context, proxy)
  const isUpgradedByIt = beacon && (await isUpgraded(store, { ...proxy, address: beacon }))
  return isUpgradedByIt ? { block: undefined } : undefined
}

/**
 * The beacon by which it goes; of one that is known already nobody is asked.
 *
 * @throws RpcUnreachableError where no node answers in time.
 */
async function beaconOf(context: ServerContext, proxy: ChainAddress): Promise<Address | undefined> {
  const noted = await readNotedBeacon(context.store, proxy)
  if (noted) return noted
  const head = await headOf(context, proxy)
  if (head.isLate) throw silentError(proxy)
  const asked = readBeacon(context.clientFor(proxy.chainId), proxy).then((beacon) => ({ beacon }))
  const found = await inTime(asked, patience)
  if (found) return found.beacon
  throw silentError(proxy)
}

async function readNow(
  context: ServerContext,
  at: ChainAddress,
  { block, since }: { readonly block: Block; readonly since: bigint | undefined },
): Promise<ProxyHistory> {
  const client = context.clientFor(at.chainId)
  const proxy = await readProxy(client, { at, blockNumber: block.number })
  const beacon = 'kind' in proxy && proxy.kind === 'beacon' ? proxy.upgradeTarget : undefined
  if (beacon) {
    const { chainId, address } = at
    await noteBeaconProxies(context.store, { chainId, proxies: [{ proxy: address, beacon }] })
  }
  const holder = beacon ?? at.address
  const from = since ?? (await firstBlock(context, { ...at, address: holder }, block))
  const history = await readKnown(
    `upgrades of ${holder}`,
    readUpgradeHistory(client, {
      at: { ...at, address: holder },
      fromBlock: from,
      toBlock: block.number,
    }),
  )
  const read = { block, proxy, history, readAt: Date.now() }
  if (history.known) await rememberProxy(context.store, { at, read })
  return read
}

async function firstBlock(
  { nodesFor }: ServerContext,
  { chainId, address }: ChainAddress,
  head: Block,
): Promise<bigint> {
  const found = await findFirstBlock(nodesFor(chainId), { address, head })
  return found.known ? found.value : 0n
}
