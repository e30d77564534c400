import { keccak256, stringToBytes } from 'viem'
import { isKnownTopic } from '@/lib/actions/queue-events/is-known-topic'
import { labelsOfTopic } from '@/lib/actions/queue-events/labels-of-topic'
import { type MeetProxyContext, meetProxy } from '@/lib/actions/queue-events/meet-proxy'
import { listCalendarEvents } from '@/lib/adapters/store/list-calendar-events'
import { listEvents, readTopicVersion } from '@/lib/adapters/store/list-events'
import type { Store } from '@/lib/adapters/store/store'
import type { Config } from '@/lib/config/config'
import { type Topic, topicKey } from '@/lib/core/watch/event-topics'
import { buildFeed } from '@/lib/core/watch/feed'
import { type FeedFormat, feedPath } from '@/lib/core/watch/feed-path'
import { renderAtom } from '@/lib/core/watch/render-atom'
import { renderCalendar } from '@/lib/core/watch/render-calendar'
import { renderJsonFeed } from '@/lib/core/watch/render-json-feed'

export type ReadFeedParameters = {
  readonly topic: Topic
  readonly format: FeedFormat
  /** Of this instance, as whoever asks reaches it, without a slash at the end. */
  readonly origin: string
}

export type ReadFeedReturnType = {
  /** In quotes, as HTTP has it. */
  readonly etag: string
  readonly body: string
}

/** Events of a feed; of calendars beside those of what is open, which may have been scheduled long ago. */
const mostEntries: Readonly<Record<FeedFormat, number>> = { atom: 100, json: 100, ics: 1_000 }

/** Milliseconds for which a feed is given out again without a look at the store. */
const freshFor = 1_000
/** Feeds that are kept in memory. */
const mostKept = 100

type Kept = ReadFeedReturnType & { readonly version: string; readonly until: number }

const kept = new WeakMap<Store, Map<string, Kept>>()
/** Whoever asks while somebody else is answered waits for the same answer. */
const running = new WeakMap<Store, Map<string, Promise<ReadFeedReturnType | undefined>>>()

/**
 * The events of a topic as a feed, from the store alone: however many ask, no chain is read, but once for a proxy that nobody
 * here knows yet. What has not changed is written once.
 *
 * @returns undefined where nothing is known of the topic.
 */
export async function readFeed(
  context: FeedContext,
  parameters: ReadFeedParameters,
): Promise<ReadFeedReturnType | undefined> {
  const { topic, format, origin } = parameters
  const asked =
    running.get(context.store) ?? new Map<string, Promise<ReadFeedReturnType | undefined>>()
  running.set(context.store, asked)
  const name = `${format} ${origin} ${topicKey(topic)}`
  const answer =
    asked.get(name) ?? lookUp(context, { ...parameters, name }).finally(() => asked.delete(name))
  asked.set(name, answer)
  return await answer
}

type FeedContext = MeetProxyContext & { readonly config: Config }

async function lookUp(
  { store, config, clientFor }: FeedContext,
  { topic, format, origin, name }: ReadFeedParameters & { name: string },
): Promise<ReadFeedReturnType | undefined> {
  const feeds = kept.get(store) ?? new Map<string, Kept>()
  kept.set(store, feeds)
  const key = topicKey(topic)
  const before = feeds.get(name)
  const now = Date.now()
  if (before && now < before.until) return before
  const limit = mostEntries[format]
  const version = await readTopicVersion(store, { topic: key, limit })
  const made =
    before?.version === version
      ? before
      : await write({ store, config, clientFor }, { topic, format, origin, version })
  if (!made) return undefined
  feeds.delete(name)
  feeds.set(name, { ...made, version, until: now + freshFor })
  const [oldest] = feeds.keys()
  if (feeds.size > mostKept && oldest !== undefined) feeds.delete(oldest)
  return made
}

async function write(
  { store, config, clientFor }: FeedContext,
  { topic, format, origin, version }: ReadFeedParameters & { version: string },
): Promise<ReadFeedReturnType | undefined> {
  const labels = labelsOfTopic(config, topic)
  const list = format === 'ics' ? listCalendarEvents : listEvents
  const events = await list(store, { topic: topicKey(topic), limit: mostEntries[format] })
  if (events.length === 0 && !(await isKnownTopic({ store, config }, topic))) {
    // What was told of its beacon is found under it from then on.
    return (await meetProxy({ store, config, clientFor }, topic))
      ? await write({ store, config, clientFor }, { topic, format, origin, version })
      : undefined
  }
  const { title, names, pagePath } = labels
  const feed = buildFeed({
    ...{ title, names, pagePath, origin, events },
    topic: topicKey(topic),
    selfPath: feedPath(topic, format),
  })
  const lead = BigInt(config.leadSeconds)
  const body =
    format === 'atom'
      ? renderAtom(feed)
      : format === 'json'
        ? renderJsonFeed(feed)
        : renderCalendar({ feed, lead })
  const etag = `"${keccak256(stringToBytes(`${version} ${body}`)).slice(2, 34)}"`
  return { etag, body }
}
