import { and, eq, sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { serializeEvent } from '@/lib/core/watch/event-document'
import type { QueueEvent } from '@/lib/core/watch/queue-event'
import type { Store, StoreDatabase } from './store'
import { queueEvents, queueEventTopics, toldTimelocks } from './watch-schema'

/** A block, its time in seconds since the epoch. */
export type ToldBlock = { readonly number: bigint; readonly timestamp: bigint }

export type EventToTell = {
  readonly event: QueueEvent
  readonly topics: readonly string[]
  /** Seconds since the epoch after which it happened, where its own time only tells when that was noticed. */
  readonly after?: bigint | undefined
}

export type TellEventsParameters = {
  readonly timelock: ChainAddress
  readonly now: Date
  /**
   * Finds what is to be told up to a block, by what the transaction reads.
   *
   * @param last The block up to which all was told; undefined the first time.
   */
  readonly next: (
    transaction: StoreDatabase,
    last: ToldBlock | undefined,
  ) => Promise<{ readonly head: ToldBlock; readonly events: readonly EventToTell[] } | undefined>
}

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const rowsPerInsert = 2_000

/**
 * Tells what is to be told of a timelock: the events, under which topics they are found, and to whom they are to be sent, all
 * of it or nothing. One process at a time does so for one timelock. What happened before the first time is sent to nobody.
 *
 * @returns How many events were told.
 */
export async function tellEvents(
  { database }: Pick<Store, 'database'>,
  { timelock, now, next }: TellEventsParameters,
): Promise<number> {
  const { chainId, address } = timelock
  const isIt = and(eq(toldTimelocks.chainId, chainId), eq(toldTimelocks.timelock, address))
  return await database.transaction(async (transaction) => {
    await transaction
      .insert(toldTimelocks)
      .values({ chainId, timelock: address })
      .onConflictDoNothing()
    const [row] = await transaction.select().from(toldTimelocks).where(isIt).for('update')
    const last =
      row && row.block !== null && row.timestamp !== null
        ? { number: row.block, timestamp: row.timestamp }
        : undefined
    const found = await next(transaction, last)
    if (!found) return 0
    const { head, events } = found
    const since = row?.since ?? head.timestamp
    for (let start = 0; start < events.length; start += rowsPerInsert) {
      await insertEvents(transaction, events.slice(start, start + rowsPerInsert), { since, now })
    }
    await transaction
      .update(toldTimelocks)
      .set({ since, block: head.number, timestamp: head.timestamp })
      .where(isIt)
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
  const news = events.flatMap(({ event, after }) =>
    (after ?? event.at) < since ? [] : [positions.get(event.id) ?? 0],
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

/** The block up to which the events of each timelock were told, by `chainId:address`. */
export async function listToldBlocks({
  database,
}: Pick<Store, 'database'>): Promise<ReadonlyMap<string, bigint>> {
  const rows = await database.select().from(toldTimelocks)
  return new Map(
    rows.flatMap(({ chainId, timelock, block }) =>
      block === null ? [] : [[`${chainId}:${timelock}`, block] as const],
    ),
  )
}
