import { isAddressEqual } from 'viem'
import { isUpgraded } from '@/lib/actions/timelock-pages/is-upgraded'
import { readBeacon } from '@/lib/actions/timelock-pages/read-beacon'
import { findFirstBlock } from '@/lib/adapters/rpc/find-first-block'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import { readUpgradeHistory } from '@/lib/adapters/rpc/read-upgrade-history'
import { noteBeaconProxies } from '@/lib/adapters/store/note-beacon-proxies'
import type { ServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { NotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { UpgradeHistory } from '@/lib/core/proxy/past-upgrade'
import type { Proxy } from '@/lib/core/proxy/proxy'

export type ProxyHistory = {
  readonly block: Block
  readonly proxy: Proxy | NotAProxy
  readonly history: Known<UpgradeHistory>
  /** When it was read, by the server's clock: milliseconds since the epoch. */
  readonly readAt: number
}

/** Milliseconds for which a history is not read again, and how many are kept. */
const freshness = 60_000
const mostKept = 200

const kept = new Map<string, { readonly at: number; readonly read: Promise<ProxyHistory> }>()

/**
 * What a proxy runs and has run. Only of proxies that are configured, or that an operation of a followed timelock upgrades by
 * itself or by its beacon: reading all events of an address costs the node.
 *
 * @returns undefined for any other address; the error where the chain could not be asked.
 */
export async function readProxyHistory(
  context: ServerContext,
  proxy: ChainAddress,
): Promise<ProxyHistory | BaseError | undefined> {
  const key = `${proxy.chainId}:${proxy.address}`
  try {
    const since = await knownSince(context, proxy)
    if (!since) return undefined
    const found = kept.get(key)
    const now = Date.now()
    if (!found || now - found.at > freshness) {
      for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size + 1 - mostKept)))
        kept.delete(old)
      kept.delete(key)
      kept.set(key, { at: now, read: readNow(context, proxy, since.block) })
    }
    return await kept.get(key)?.read
  } catch (error) {
    kept.delete(key)
    if (error instanceof BaseError) return error
    throw error
  }
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
  const beacon = await readBeacon(context.clientFor(proxy.chainId), proxy)
  const isUpgradedByIt = beacon && (await isUpgraded(store, { ...proxy, address: beacon }))
  return isUpgradedByIt ? { block: undefined } : undefined
}

async function readNow(
  context: ServerContext,
  at: ChainAddress,
  since: bigint | undefined,
): Promise<ProxyHistory> {
  const client = context.clientFor(at.chainId)
  const block = await readBlock(client, at)
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
  return { block, proxy, history, readAt: Date.now() }
}

async function firstBlock(
  { nodesFor }: ServerContext,
  { chainId, address }: ChainAddress,
  head: Block,
): Promise<bigint> {
  const found = await findFirstBlock(nodesFor(chainId), { address, head })
  return found.known ? found.value : 0n
}
