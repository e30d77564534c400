import type { Client } from 'viem'
import { inTime } from '@/lib/actions/in-time'
import { isUpgraded } from '@/lib/actions/timelock-pages/is-upgraded'
import { readBeacon } from '@/lib/actions/timelock-pages/read-beacon'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { noteBeaconProxies } from '@/lib/adapters/store/note-beacon-proxies'
import type { Store } from '@/lib/adapters/store/store'
import type { Config } from '@/lib/config/config'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Topic } from '@/lib/core/watch/event-topics'

export type MeetProxyContext = {
  readonly store: Store
  readonly config: Pick<Config, 'chains'>
  readonly clientFor: (chainId: number) => Client
}

/** Milliseconds for which an address that is no such proxy is not asked again, and how many of them are kept. */
const freshness = 60_000
const mostKept = 1_000

/** Milliseconds: a reader of feeds comes again. */
const patience = 4_000

const strangers = new WeakMap<Store, Map<string, number>>()

/**
 * Gets to know a proxy that nobody has opened or configured: if it runs what a beacon says which operations upgrade, what
 * touches the beacon is told under it from now on, and found under it as far as it was told.
 *
 * @returns Whether it is one of those.
 * @throws RpcUnreachableError
 */
export async function meetProxy(
  { store, config, clientFor }: MeetProxyContext,
  topic: Topic,
): Promise<boolean> {
  if (topic.of !== 'proxy') return false
  const { chainId, address } = topic.proxy
  if (config.chains.every(({ id }) => id !== chainId)) return false
  const known = strangers.get(store) ?? new Map<string, number>()
  strangers.set(store, known)
  const key = `${chainId}:${address}`
  const now = Date.now()
  if (now < (known.get(key) ?? 0) + freshness) return false
  const beacon = await readUpgradedBeacon({ store, clientFor }, topic.proxy)
  if (beacon) {
    await noteBeaconProxies(store, { chainId, proxies: [{ proxy: address, beacon }] })
    return true
  }
  known.delete(key)
  known.set(key, now)
  const [oldest] = known.keys()
  if (known.size > mostKept && oldest !== undefined) known.delete(oldest)
  return false
}

async function readUpgradedBeacon(
  { store, clientFor }: Pick<MeetProxyContext, 'store' | 'clientFor'>,
  proxy: ChainAddress,
) {
  const { chainId } = proxy
  const asked = readBeacon(clientFor(chainId), proxy).then((beacon) => ({ beacon }))
  const found = await inTime(asked, patience)
  if (!found)
    throw new RpcUnreachableError({ chainId, request: 'eth_getStorageAt', cause: undefined })
  const { beacon } = found
  return beacon && (await isUpgraded(store, { ...proxy, address: beacon })) ? beacon : undefined
}
