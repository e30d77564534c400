import { and, asc, desc, eq, gt, inArray, max, sum } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { parseEvent } from '@/lib/core/watch/event-document'
import type { QueueEvent } from '@/lib/core/watch/queue-event'
import type { Store } from './store'
import { queueEvents, queueEventTopics } from './watch-schema'

type Context = Pick<Store, 'database'>

/** Events of one kind of question; PostgreSQL takes at most 65,535 parameters. */
const subjectsPerQuery = 5_000

/** The latest events of a topic by the chain's time, newest first. */
export async function listEvents(
  { database }: Context,
  { topic, limit }: { topic: string; limit: number },
): Promise<QueueEvent[]> {
  const rows = await database
    .select({ json: queueEvents.json })
    .from(queueEventTopics)
    .innerJoin(queueEvents, eq(queueEvents.position, queueEventTopics.position))
    .where(eq(queueEventTopics.topic, topic))
    .orderBy(desc(queueEventTopics.at), desc(queueEventTopics.position))
    .limit(limit)
  return rows.map(({ json }) => parseEvent(json))
}

/** A text that changes whenever `listEvents` of the same would. */
export async function readTopicVersion(
  { database }: Context,
  { topic, limit }: { topic: string; limit: number },
): Promise<string> {
  const latest = database
    .select({ position: queueEventTopics.position })
    .from(queueEventTopics)
    .where(eq(queueEventTopics.topic, topic))
    .orderBy(desc(queueEventTopics.at), desc(queueEventTopics.position))
    .limit(limit)
    .as('latest')
  // Positions are never used again, so another event among them makes another sum.
  const [row] = await database
    .select({ last: max(latest.position), sum: sum(latest.position) })
    .from(latest)
  return `${row?.last ?? 0}-${row?.sum ?? 0}`
}

/** All that was told of some subjects, in the order in which it was told. */
export async function listEventsOf(
  { database }: Context,
  { subjects }: { subjects: readonly string[] },
): Promise<QueueEvent[]> {
  const events: QueueEvent[] = []
  for (let start = 0; start < subjects.length; start += subjectsPerQuery) {
    const rows = await database
      .select({ json: queueEvents.json })
      .from(queueEvents)
      .where(inArray(queueEvents.subject, subjects.slice(start, start + subjectsPerQuery)))
      .orderBy(asc(queueEvents.subject), asc(queueEvents.sequence))
    for (const { json } of rows) events.push(parseEvent(json))
  }
  return events
}

/** The subjects of a timelock of which something was told that stands in a later block. */
export async function listSubjectsSince(
  { database }: Context,
  { timelock, block }: { timelock: ChainAddress; block: bigint },
): Promise<string[]> {
  const rows = await database
    .selectDistinct({ subject: queueEvents.subject })
    .from(queueEvents)
    .where(
      and(
        eq(queueEvents.chainId, timelock.chainId),
        eq(queueEvents.timelock, timelock.address),
        gt(queueEvents.blockNumber, block),
      ),
    )
  return rows.map(({ subject }) => subject)
}

/** Under what the events of some subjects are found, by subject. */
export async function listTopicsOf(
  { database }: Context,
  { subjects }: { subjects: readonly string[] },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const topics = new Map<string, string[]>()
  for (let start = 0; start < subjects.length; start += subjectsPerQuery) {
    const rows = await database
      .selectDistinct({ subject: queueEvents.subject, topic: queueEventTopics.topic })
      .from(queueEvents)
      .innerJoin(queueEventTopics, eq(queueEventTopics.position, queueEvents.position))
      .where(inArray(queueEvents.subject, subjects.slice(start, start + subjectsPerQuery)))
      .orderBy(asc(queueEvents.subject), asc(queueEventTopics.topic))
    for (const { subject, topic } of rows)
      topics.set(subject, [...(topics.get(subject) ?? []), topic])
  }
  return topics
}
