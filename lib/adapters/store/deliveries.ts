import { and, count, desc, eq, sql } from 'drizzle-orm'
import { parseEvent } from '@/lib/core/watch/event-document'
import type { QueueEvent } from '@/lib/core/watch/queue-event'
import type { LoggedDelivery } from '@/lib/core/watch/subscription'
import type { Store } from './store'
import { deliveries, queueEvents } from './watch-schema'

type Context = Pick<Store, 'database'>

/** One event that is to be sent to one subscription now. */
export type DueDelivery = {
  readonly subscription: string
  readonly position: number
  /** How often it was tried before. */
  readonly attempts: number
  readonly event: QueueEvent
}

/**
 * Takes on what is due: of each subscription and subject only the oldest that is not done, so that the order is kept. Whoever
 * takes it on has it until then, whatever becomes of them. Subscriptions take turns: one of which much is due, to a receiver that
 * is slow, does not hold up the others.
 */
export async function takeDeliveries(
  { database }: Context,
  parameters: { readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<DueDelivery[]> {
  const { now, until, limit } = parameters
  return await database.transaction(async (transaction) => {
    const { rows } = (await transaction.execute(sql`
      update deliveries set next_at = ${until.toISOString()}::timestamptz
      where (subscription, position) in (
        select d.subscription, d.position from deliveries d
        join (
          select d.subscription, d.position,
            row_number() over (partition by d.subscription order by d.next_at, d.position) as turn
          from deliveries d
          join subscriptions s on s.id = d.subscription
          where not d.is_done and d.next_at <= ${now.toISOString()}::timestamptz
            and s.state = 'active'
            and not exists (
              select 1 from deliveries e
              where e.subscription = d.subscription and e.subject = d.subject
                and not e.is_done and e.position < d.position
            )
        ) due on due.subscription = d.subscription and due.position = d.position
        order by due.turn, d.next_at, d.position
        limit ${limit}
        for update of d skip locked
      ) and not is_done and next_at <= ${now.toISOString()}::timestamptz
      returning subscription, position, attempts`)) as unknown as {
      rows: { subscription: string; position: number | string; attempts: number }[]
    }
    const due: DueDelivery[] = []
    for (const row of rows) {
      const position = Number(row.position)
      const [found] = await transaction
        .select({ json: queueEvents.json })
        .from(queueEvents)
        .where(eq(queueEvents.position, position))
      if (found) due.push({ ...row, position, event: parseEvent(found.json) })
    }
    return due.toSorted((a, b) => a.position - b.position)
  })
}

export type SettleDeliveryParameters = Pick<DueDelivery, 'subscription' | 'position'> & {
  readonly now: Date
  readonly status: number | undefined
} & (
    | { readonly isDone: true }
    | { readonly isDone: false; readonly problem: string; readonly nextAt: Date }
  )

/** Keeps how an attempt went. */
export async function settleDelivery(
  { database }: Context,
  { subscription, position, now, status, ...outcome }: SettleDeliveryParameters,
): Promise<void> {
  await database
    .update(deliveries)
    .set({
      attempts: sql`${deliveries.attempts} + 1`,
      status: status ?? null,
      attemptedAt: now,
      isDone: outcome.isDone,
      problem: outcome.isDone ? null : outcome.problem,
      ...(outcome.isDone ? {} : { nextAt: outcome.nextAt }),
    })
    .where(and(eq(deliveries.subscription, subscription), eq(deliveries.position, position)))
}

/** What was, or is to be, sent to a subscription, newest first; and how much of it waits. */
export async function listDeliveries(
  { database }: Context,
  { subscription, limit }: { readonly subscription: string; readonly limit: number },
): Promise<{ readonly deliveries: LoggedDelivery[]; readonly waiting: number }> {
  const isOf = eq(deliveries.subscription, subscription)
  const rows = await database
    .select({ delivery: deliveries, json: queueEvents.json })
    .from(deliveries)
    .innerJoin(queueEvents, eq(queueEvents.position, deliveries.position))
    .where(isOf)
    .orderBy(desc(deliveries.position))
    .limit(limit)
  const [waiting] = await database
    .select({ count: count() })
    .from(deliveries)
    .where(and(isOf, eq(deliveries.isDone, false)))
  return {
    waiting: waiting?.count ?? 0,
    deliveries: rows.map(({ delivery, json }) => ({
      event: parseEvent(json),
      isDone: delivery.isDone,
      attempts: delivery.attempts,
      status: delivery.status ?? undefined,
      problem: delivery.problem ?? undefined,
      attemptedAt: delivery.attemptedAt ?? undefined,
      nextAt: delivery.nextAt,
    })),
  }
}

/** Events that are sent again at most. */
const mostReplayed = 1_000

/**
 * Has the events of a subscription's topic and kinds sent, once more or for the first time: the latest thousand since a time
 * of the chain.
 *
 * @param parameters.since Seconds since the epoch.
 * @returns How many.
 */
export async function replayDeliveries(
  { database }: Context,
  {
    subscription,
    since,
    now,
  }: { readonly subscription: string; readonly since: bigint; readonly now: Date },
): Promise<number> {
  const { rows } = (await database.execute(sql`
    insert into deliveries (subscription, position, subject, is_done, attempts, next_at)
    select s.id, e.position, e.subject, false, 0, ${now.toISOString()}::timestamptz
    from subscriptions s
    join queue_event_topics t on t.topic = s.topic
    join queue_events e on e.position = t.position
    where s.id = ${subscription} and t.at >= ${since.toString()}::numeric
      and (s.kinds = '[]'::jsonb or s.kinds @> to_jsonb(e.about))
    order by t.at desc, e.position desc
    limit ${mostReplayed}
    on conflict (subscription, position) do update
      set is_done = false, attempts = 0, next_at = excluded.next_at
    returning position`)) as unknown as { rows: unknown[] }
  return rows.length
}
