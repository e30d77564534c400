import { and, eq } from 'drizzle-orm'
import { watches } from './schema'
import type { Store } from './store'
import { isWatch, type WatchKey } from './watch-key'

/** Keeps that a patch could not be looked at, since when, and gives the lease back. Alarms stay as they are. */
export async function saveWatchProblem(
  { database }: Pick<Store, 'database'>,
  parameters: WatchKey & { readonly holder: string; readonly reason: string; readonly now: Date },
): Promise<void> {
  const { holder, reason, now } = parameters
  const mine = and(isWatch(parameters), eq(watches.leaseHolder, holder))
  await database.transaction(async (transaction) => {
    const [row] = await transaction
      .select({ since: watches.problemSince })
      .from(watches)
      .where(mine)
    if (!row) return
    await transaction
      .update(watches)
      .set({
        problem: reason,
        problemSince: row.since ?? now,
        leaseHolder: null,
        leaseUntil: null,
        ...(row.since ? {} : { modified: now }),
      })
      .where(mine)
  })
}
