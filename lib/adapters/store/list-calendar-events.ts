import { and, desc, eq, exists, inArray, isNull, or, sql } from 'drizzle-orm'
import { parseEvent } from '@/lib/core/watch/event-document'
import type { QueueEvent } from '@/lib/core/watch/queue-event'
import type { Store } from './store'
import { timelockOperations, timelocks } from './timelock-schema'
import { queueEvents, queueEventTopics } from './watch-schema'

/**
 * The latest events of a topic, and all events of operations that are open, however long ago they were scheduled: of those as
 * many as the limit, the ones nearest to now first. Newest events first.
 */
export async function listCalendarEvents(
  { database }: Pick<Store, 'database'>,
  { topic, limit }: { readonly topic: string; readonly limit: number },
): Promise<QueueEvent[]> {
  const latest = database
    .select({ position: queueEventTopics.position })
    .from(queueEventTopics)
    .where(eq(queueEventTopics.topic, topic))
    .orderBy(desc(queueEventTopics.at), desc(queueEventTopics.position))
    .limit(limit)
  const { chainId, timelock, id, due, settled } = timelockOperations
  const subject = sql<string>`'eip155:' || ${chainId} || ':' || ${timelock} || '/' || ${id}`
  const ofTopic = database
    .select({ position: queueEvents.position })
    .from(queueEvents)
    .innerJoin(queueEventTopics, eq(queueEventTopics.position, queueEvents.position))
    .where(and(eq(queueEvents.subject, subject), eq(queueEventTopics.topic, topic)))
  const open = database
    .select({ subject })
    .from(timelockOperations)
    .innerJoin(timelocks, and(eq(timelocks.chainId, chainId), eq(timelocks.address, timelock)))
    .where(and(isNull(settled), exists(ofTopic)))
    .orderBy(sql`abs(${due} - ${timelocks.indexedTimestamp})`, id)
    .limit(limit)
  const rows = await database
    .select({ json: queueEvents.json })
    .from(queueEventTopics)
    .innerJoin(queueEvents, eq(queueEvents.position, queueEventTopics.position))
    .where(
      and(
        eq(queueEventTopics.topic, topic),
        or(inArray(queueEvents.position, latest), inArray(queueEvents.subject, open)),
      ),
    )
    .orderBy(desc(queueEventTopics.at), desc(queueEventTopics.position))
  return rows.map(({ json }) => parseEvent(json))
}
