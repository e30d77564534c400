import { and, count, eq, gt, type SQL } from 'drizzle-orm'
import type { Store } from './store'
import { deliveries } from './watch-schema'

/** Deliveries that are kept, by how they stand. */
export type DeliveryCounts = {
  readonly done: number
  /** Not sent yet, and not tried. */
  readonly waiting: number
  /** Tried in vain at least once; tried again. */
  readonly failing: number
}

/** How many events are still to be sent to subscribers, and how many were. */
export async function countDeliveries({
  database,
}: Pick<Store, 'database'>): Promise<DeliveryCounts> {
  const { isDone, attempts } = deliveries
  const of = async (which: SQL | undefined) =>
    (await database.select({ count: count() }).from(deliveries).where(which))[0]?.count ?? 0
  const [done, waiting, failing] = await Promise.all([
    of(eq(isDone, true)),
    of(and(eq(isDone, false), eq(attempts, 0))),
    of(and(eq(isDone, false), gt(attempts, 0))),
  ])
  return { done, waiting, failing }
}
