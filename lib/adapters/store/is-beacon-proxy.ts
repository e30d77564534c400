import { and, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Store } from './store'
import { beaconProxies } from './timelock-schema'

/** Whether a proxy is known to run what a beacon says. */
export async function isBeaconProxy(
  { database }: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<boolean> {
  const rows = await database
    .select({ proxy: beaconProxies.proxy })
    .from(beaconProxies)
    .where(and(eq(beaconProxies.chainId, chainId), eq(beaconProxies.proxy, address)))
    .limit(1)
  return rows.length > 0
}
