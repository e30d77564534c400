import { and, eq, sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { serializeEvent } from '@/lib/core/watch/event-document'
import type { QueueEvent } from '@/lib/core/watch/queue-event'
import type { Store, StoreDatabase } from './store'
import { queueEvents, queueEventTopics, toldTimelocks } from './watch-schema'

/** Up to where a timelock's events were told. */
export type ToldTimelock = {
  /** Seconds since the epoch, of the chain, at which telling began; what happened before is sent to nobody. */
  readonly since: bigint
  /** The block up to which all was told, undefined before the first time, and its time in seconds. */
  readonly last: { readonly number: bigint; readonly timestamp: bigint } | undefined
}

export type EventToTell = { readonly event: QueueEvent; readonly topics: readonly string[] }

export type TellEventsParameters = {
  readonly timelock: ChainAddress
  readonly head: { readonly number: bigint; readonly timestamp: bigint }
  readonly now: Date
  /** Finds what is to be told, by what the transaction reads. */
  readonly next: (transaction: StoreDatabase, told: ToldTimelock) => Promise<EventToTell[]>
}

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const rowsPerInsert = 2_000

/**
 * Tells what is to be told of a timelock: the events, under which topics they are found, and to whom they are to be sent, all
 * of it or nothing. One process at a time does so for one timelock.
 *
 * @returns How many events were told.
 */
export async function tellEvents(
  { database }: Pick<Store, 'database'>,
  { timelock, head, now, next }: TellEventsParameters,
): Promise<number> {
  const { chainId, address } = timelock
  const isIt = and(eq(toldTimelocks.chainId, chainId), eq(toldTimelocks.timelock, address))
  return await database.transaction(async (transaction) => {
    const { number: block, timestamp } = head
    const made = await transaction
      .insert(toldTimelocks)
      .values({ chainId, timelock: address, since: timestamp, block, timestamp })
      .onConflictDoNothing()
      .returning({ since: toldTimelocks.since })
    const [row] = await transaction.select().from(toldTimelocks).where(isIt).for('update')
    if (!row) return 0
    const last = { number: row.block, timestamp: row.timestamp }
    const told = { since: row.since, last: made.length > 0 ? undefined : last }
    const events = await next(transaction, told)
    for (let start = 0; start < events.length; start += rowsPerInsert) {
      await insertEvents(transaction, events.slice(start, start + rowsPerInsert), {
        since: row.since,
        now,
      })
    }
    await transaction.update(toldTimelocks).set({ block, timestamp }).where(isIt)
    return events.length
  })
}

async function insertEvents(
  transaction: StoreDatabase,
  events: readonly EventToTell[],
  { since, now }: { since: bigint; now: Date },
): Promise<void> {
  const inserted = await transaction
    .insert(queueEvents)
    .values(
      events.map(({ event }) => ({
        id: event.id,
        subject: event.subject,
        sequence: event.sequence,
        chainId: event.timelock.chainId,
        timelock: event.timelock.address,
        kind: event.kind,
        about: event.retracts?.kind ?? (event.kind as Exclude<typeof event.kind, 'retracted'>),
        at: event.at,
        blockNumber: event.blockNumber,
        json: serializeEvent(event),
        storedAt: now,
      })),
    )
    .returning({ id: queueEvents.id, position: queueEvents.position })
  const positions = new Map<string, number>(inserted.map(({ id, position }) => [id, position]))
  const topics = events.flatMap(({ event, topics: of }) =>
    [...new Set(of)].map((topic) => ({
      topic,
      at: event.at,
      position: positions.get(event.id) ?? 0,
    })),
  )
  for (let start = 0; start < topics.length; start += rowsPerInsert) {
    await transaction.insert(queueEventTopics).values(topics.slice(start, start + rowsPerInsert))
  }
  const news = events.flatMap(({ event }) =>
    event.at < since ? [] : [positions.get(event.id) ?? 0],
  )
  if (news.length > 0) await addDeliveries(transaction, news, now)
}

/**
 * One delivery for each subscription that wants the event. Who was stopped by failures gets what was missed when it goes on;
 * who has ended a subscription gets nothing.
 */
async function addDeliveries(
  transaction: StoreDatabase,
  positions: readonly number[],
  now: Date,
): Promise<void> {
  const list = sql.join(
    positions.map((position) => sql`${position}::bigint`),
    sql`, `,
  )
  await transaction.execute(sql`
    insert into deliveries (subscription, position, subject, is_done, attempts, next_at)
    select distinct s.id, e.position, e.subject, false, 0, ${now.toISOString()}::timestamptz
    from queue_events e
    join queue_event_topics t on t.position = e.position
    join subscriptions s on s.topic = t.topic
    where e.position in (${list})
      and (s.state = 'active' or (s.state = 'stopped' and s.problem is not null))
      and (s.kinds = '[]'::jsonb or s.kinds @> to_jsonb(e.about))
    on conflict do nothing`)
}
