import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { describeEvent, type EventNames } from './describe-event'
import type { QueueEvent, QueueEventKind } from './queue-event'

/** A feed as every format of it has it. All times are seconds since the epoch, of the chain. */
export type Feed = {
  readonly title: string
  /** Stays the same wherever the instance moves. */
  readonly id: string
  readonly selfUrl: string
  readonly pageUrl: string
  readonly updated: bigint
  /** Newest first. */
  readonly entries: readonly {
    readonly id: string
    readonly kind: QueueEventKind
    readonly title: string
    readonly text: string
    readonly url: string
    readonly at: bigint
    readonly event: QueueEvent
  }[]
}

export type BuildFeedParameters = {
  readonly title: string
  /** Of the topic, as it is kept. */
  readonly topic: string
  /** Newest first. */
  readonly events: readonly QueueEvent[]
  readonly names: EventNames
  /** Of this instance, without a slash at the end. */
  readonly origin: string
  /** From the slash on. */
  readonly selfPath: string
  readonly pagePath: string
}

/** Puts events into the form that all formats are written from. */
export function buildFeed(parameters: BuildFeedParameters): Feed {
  const { title, topic, events, names, origin, selfPath, pagePath } = parameters
  return {
    title,
    id: `urn:suture:feed:${encodeURIComponent(topic)}`,
    selfUrl: `${origin}${selfPath}`,
    pageUrl: `${origin}${pagePath}`,
    updated: latestOf(events),
    entries: events.map((event) => {
      const words = describeEvent(event, names)
      return {
        id: `urn:suture:event:${event.id}`,
        kind: event.kind,
        title: words.title,
        text: words.facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
        url: `${origin}${eventPath(event)}`,
        at: event.at,
        event,
      }
    }),
  }
}

/** The latest time of events, seconds since the epoch; 0 of none. */
export function latestOf(events: readonly { readonly at: bigint }[]): bigint {
  let latest = 0n
  for (const { at } of events) if (at > latest) latest = at
  return latest
}

/** The page that tells more of an event, from the slash on; of a configured timelock it leads on to the page of the patch. */
export function eventPath({
  operation,
  timelock,
}: {
  readonly operation?: string | undefined
  readonly timelock: ChainAddress
}): string {
  const page = `/timelocks/${timelock.chainId}/${timelock.address}`
  return operation ? `${page}/operations/${operation}` : page
}
