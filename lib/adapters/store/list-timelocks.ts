import { and, asc, eq } from 'drizzle-orm'
import { type FollowedTimelock, toFollowedTimelock } from './followed-timelock'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

/** The timelocks that are followed, configured ones first, then by chain and address. */
export async function listTimelocks(
  { database }: Pick<Store, 'database'>,
  { chainId }: { readonly chainId?: number | undefined } = {},
): Promise<FollowedTimelock[]> {
  const rows = await database
    .select()
    .from(timelocks)
    .where(and(chainId === undefined ? undefined : eq(timelocks.chainId, chainId)))
    .orderBy(asc(timelocks.chainId), asc(timelocks.address))
  const isConfigured = ({ why }: FollowedTimelock) => Number(why !== 'config')
  return rows.map(toFollowedTimelock).sort((a, b) => isConfigured(a) - isConfigured(b))
}
