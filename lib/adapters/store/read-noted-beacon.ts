import { and, eq } from 'drizzle-orm'
import type { Address } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Store } from './store'
import { beaconProxies } from './timelock-schema'

/** The beacon that a proxy was seen to follow; undefined where none was. */
export async function readNotedBeacon(
  { database }: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<Address | undefined> {
  const [row] = await database
    .select({ beacon: beaconProxies.beacon })
    .from(beaconProxies)
    .where(and(eq(beaconProxies.chainId, chainId), eq(beaconProxies.proxy, address)))
  return row?.beacon
}
