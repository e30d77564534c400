import { and, count, eq, gt, inArray, lt, ne, or } from 'drizzle-orm'
import type { Store } from './store'
import { type StoredSubscription, toStoredSubscription } from './stored-subscription'
import { deliveries, subscriptions } from './watch-schema'

type Context = Pick<Store, 'database'>

/** Days after which one that nobody has confirmed is forgotten. */
const pendingDays = 7
const day = 86_400_000

/** Keeps a subscription under the SHA-256 of its owner's token. */
export async function insertSubscription(
  { database }: Context,
  { tokenHash, ...subscription }: StoredSubscription & { readonly tokenHash: string },
): Promise<void> {
  const { createdAt } = subscription
  await database
    .delete(subscriptions)
    .where(
      and(
        eq(subscriptions.state, 'pending'),
        lt(subscriptions.createdAt, new Date(createdAt.getTime() - pendingDays * day)),
      ),
    )
  await database.insert(subscriptions).values({
    ...subscription,
    kinds: [...subscription.kinds],
    tokenHash,
  })
}

/** How many there are, and how many of the last day or still in use go to one target. */
export async function countSubscriptions(
  { database }: Context,
  { target, now }: { readonly target: string; readonly now: Date },
): Promise<{ readonly all: number; readonly toTarget: number }> {
  const [all] = await database.select({ count: count() }).from(subscriptions)
  const isRecent = gt(subscriptions.createdAt, new Date(now.getTime() - day))
  const [own] = await database
    .select({ count: count() })
    .from(subscriptions)
    .where(and(eq(subscriptions.target, target), or(isRecent, ne(subscriptions.state, 'stopped'))))
  return { all: all?.count ?? 0, toTarget: own?.count ?? 0 }
}

/** The subscription of whoever has the token; undefined where there is none. */
export async function readSubscription(
  { database }: Context,
  { tokenHash }: { readonly tokenHash: string },
): Promise<StoredSubscription | undefined> {
  const [row] = await database
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.tokenHash, tokenHash))
  return row && toStoredSubscription(row)
}

export async function readSubscriptionsById(
  { database }: Context,
  { ids }: { readonly ids: readonly string[] },
): Promise<StoredSubscription[]> {
  if (ids.length === 0) return []
  const rows = await database
    .select()
    .from(subscriptions)
    .where(inArray(subscriptions.id, [...ids]))
  return rows.map(toStoredSubscription)
}

export type SetSubscriptionStateParameters = {
  readonly id: string
  readonly state: StoredSubscription['state']
  /** Why it is stopped. */
  readonly problem?: string | undefined
  readonly now: Date
}

/** Begins, ends or goes on with a subscription. What waits of one that goes on is sent at once. */
export async function setSubscriptionState(
  { database }: Context,
  { id, state, problem, now }: SetSubscriptionStateParameters,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction
      .update(subscriptions)
      .set({ state, problem: problem ?? null })
      .where(eq(subscriptions.id, id))
    if (state !== 'active') return
    await transaction
      .update(deliveries)
      .set({ attempts: 0, nextAt: now })
      .where(and(eq(deliveries.subscription, id), eq(deliveries.isDone, false)))
  })
}

/** Forgets a subscription, and with it all that was sent. */
export async function deleteSubscription(
  { database }: Context,
  { id }: { readonly id: string },
): Promise<void> {
  await database.delete(subscriptions).where(eq(subscriptions.id, id))
}
