import { eq, sql } from 'drizzle-orm'
import type { Address } from 'viem'
import type { Store } from './store'
import { beaconProxies } from './timelock-schema'

/**
 * The proxies of a chain that are known to run what a beacon says, by beacon.
 *
 * @param isHeld In a transaction: none is added before it is over.
 */
export async function listBeaconProxies(
  { database }: Pick<Store, 'database'>,
  { chainId, isHeld = false }: { readonly chainId: number; readonly isHeld?: boolean },
): Promise<ReadonlyMap<Address, readonly Address[]>> {
  if (isHeld) await database.execute(sql`lock table ${beaconProxies} in share mode`)
  const rows = await database
    .select()
    .from(beaconProxies)
    .where(eq(beaconProxies.chainId, chainId))
    .orderBy(beaconProxies.proxy)
  const proxies = new Map<Address, Address[]>()
  for (const { beacon, proxy } of rows) proxies.set(beacon, [...(proxies.get(beacon) ?? []), proxy])
  return proxies
}
