import { and, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { type FollowedTimelock, toFollowedTimelock } from './followed-timelock'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

/** A timelock that is followed, or undefined where it is not. */
export async function readTimelock(
  { database }: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<FollowedTimelock | undefined> {
  const [row] = await database
    .select()
    .from(timelocks)
    .where(and(eq(timelocks.chainId, chainId), eq(timelocks.address, address)))
  return row && toFollowedTimelock(row)
}
