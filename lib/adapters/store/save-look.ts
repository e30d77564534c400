import { and, eq } from 'drizzle-orm'
import type { Alarm } from '@/lib/core/patch/alarm'
import { alarms, watches } from './schema'
import type { Store } from './store'
import { isWatch, type WatchKey } from './watch-key'

export type SaveLookParameters = WatchKey & {
  /** Who has the lease. */
  readonly holder: string
  readonly first: string
  /** Undefined where the simulation did not run: then the one before stays. */
  readonly last: string | undefined
  readonly looked: { readonly number: bigint; readonly timestamp: bigint }
  readonly unseen: readonly string[]
  /** All of the patch, as they stand after this look. */
  readonly alarms: readonly Alarm[]
  /** Set where a page would show something else than before. */
  readonly modified: Date | undefined
}

/**
 * Keeps a look, its alarms with it, and gives the lease back.
 *
 * @returns Whether it was kept: whoever has lost the lease on the way has nothing to say any more.
 */
export async function saveLook(
  { database }: Pick<Store, 'database'>,
  parameters: SaveLookParameters,
): Promise<boolean> {
  const { chainId, timelock, patch, holder, looked, unseen, modified } = parameters
  const { first, last } = parameters
  return await database.transaction(async (transaction) => {
    const kept = await transaction
      .update(watches)
      .set({
        first,
        ...(last === undefined ? {} : { last }),
        lookedBlock: looked.number,
        lookedTimestamp: looked.timestamp,
        unseen: [...unseen],
        problem: null,
        problemSince: null,
        leaseHolder: null,
        leaseUntil: null,
        ...(modified ? { modified } : {}),
      })
      .where(and(isWatch(parameters), eq(watches.leaseHolder, holder)))
      .returning({ patch: watches.patch })
    if (kept.length === 0) return false
    for (const alarm of parameters.alarms) {
      const { after, lastBlock, endedBlock = null } = alarm
      await transaction
        .insert(alarms)
        .values({ chainId, timelock, patch, ...alarm })
        .onConflictDoUpdate({
          target: [
            alarms.chainId,
            alarms.timelock,
            alarms.patch,
            alarms.kind,
            alarms.what,
            alarms.firstBlock,
          ],
          set: { after, lastBlock, endedBlock },
        })
    }
    return true
  })
}
