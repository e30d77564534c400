import { eq, isNull, lt, or, sql } from 'drizzle-orm'
import { watches } from './schema'
import type { Store } from './store'
import type { WatchKey } from './watch-key'

export type TakeWatchLeaseParameters = WatchKey & {
  /** Who asks: one of a kind among all processes. */
  readonly holder: string
  readonly now: Date
  readonly until: Date
}

/**
 * Takes it on to look at a patch, so that no other process does at the same time. One that died with it loses it when its
 * time is over.
 *
 * @returns Whether it was free.
 */
export async function takeWatchLease(
  { database }: Pick<Store, 'database'>,
  { holder, now, until, chainId, timelock, patch }: TakeWatchLeaseParameters,
): Promise<boolean> {
  const lease = { leaseHolder: holder, leaseUntil: until }
  const taken = await database
    .insert(watches)
    .values({ chainId, timelock, patch, unseen: [], modified: now, ...lease })
    .onConflictDoUpdate({
      target: [watches.chainId, watches.timelock, watches.patch],
      set: lease,
      setWhere: sql`${or(isNull(watches.leaseUntil), lt(watches.leaseUntil, now), eq(watches.leaseHolder, holder))}`,
    })
    .returning({ patch: watches.patch })
  return taken.length > 0
}
