import type { Address } from 'viem'
import { listBeaconProxies } from '@/lib/adapters/store/list-beacon-proxies'
import { listUpgraded } from '@/lib/adapters/store/list-upgraded'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** Proxies and beacons that operations of a timelock upgrade, or would, and the known proxies of those beacons. */
export async function upgradedProxies(
  store: Pick<Store, 'database'>,
  timelock: ChainAddress,
): Promise<Address[]> {
  const ordered = await listUpgraded(store, timelock)
  if (ordered.length === 0) return []
  const proxiesOf = await listBeaconProxies(store, timelock)
  return [...new Set(ordered.flatMap((each) => [each, ...(proxiesOf.get(each) ?? [])]))]
}
