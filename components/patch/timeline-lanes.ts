import type { Hash } from 'viem'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { predecessorOf, recordOfOperation } from './record-facts'

const day = 86_400
export const columns = 8

/** The stretch of time a timeline shows, cut into eight columns of whole days. In seconds. */
export type TimelineWindow = {
  readonly start: number
  readonly columnSeconds: number
  /** What one stitch stands for. */
  readonly stitch: number
}

export type TimelineLane = {
  readonly key: Hash
  readonly title: string
  readonly state: string
  /** Percent of the window. */
  readonly from: number
  readonly to: number
  /** Stitches of the whole delay and those served. */
  readonly stitches: number
  readonly served: number
  readonly eta: number
  readonly isReady: boolean
  readonly isBlocked: boolean
  /** Percent at which the predecessor in the lane above can be done; undefined where that is another lane. */
  readonly arrow: number | undefined
}

export type Timeline = {
  readonly window: TimelineWindow
  /** Percent of the window. */
  readonly now: number
  readonly lanes: readonly TimelineLane[]
}

type Span = { readonly record: PatchRecord; readonly scheduled: number; readonly eta: number }

/**
 * Lays the open operations out in time. The window begins two columns before now and is as many days wide per column
 * as the latest end needs.
 *
 * @param now the chain's clock, in seconds
 */
export function layoutTimeline(records: readonly PatchRecord[], now: number): Timeline {
  const spans = ordered(openSpans(records), records)
  const latest = Math.max(now, ...spans.map(({ eta }) => eta))
  const window = windowFor({ now, latest })
  const percent = (at: number) => (100 * (at - window.start)) / (columns * window.columnSeconds)
  const lanes = spans.map((span, index): TimelineLane => {
    const { record, scheduled, eta } = span
    const stitches = Math.max(1, Math.ceil((eta - scheduled) / window.stitch))
    const above = spans[index - 1]
    const id = predecessorOf(record)
    const isBehindAbove =
      above && id && recordOfOperation(records, { id, like: record }) === above.record
    return {
      key: record.key,
      title: record.title,
      state: stateWords(record, records),
      from: percent(scheduled),
      to: percent(eta),
      stitches,
      served: Math.max(0, Math.min(stitches, Math.floor((now - scheduled) / window.stitch))),
      eta,
      isReady: record.stage === 'ready',
      isBlocked: record.stage === 'blocked',
      arrow: isBehindAbove ? percent(above.eta) : undefined,
    }
  })
  return { window, now: percent(now), lanes }
}

function openSpans(records: readonly PatchRecord[]): Span[] {
  return records.flatMap((record) => {
    const instance = record.live?.operation.instances.at(-1)
    const isOpen = ['scheduled', 'ready', 'blocked'].includes(record.stage)
    if (!isOpen || !instance) return []
    return [
      {
        record,
        scheduled: Number(instance.scheduled.blockTimestamp),
        eta: Number(instance.eta),
      },
    ]
  })
}

/** By the end of the delay, but what waits for another stands right below it. */
function ordered(spans: readonly Span[], records: readonly PatchRecord[]): Span[] {
  const rest = spans.toSorted((a, b) => a.eta - b.eta)
  const result: Span[] = []
  const take = (span: Span) => {
    rest.splice(rest.indexOf(span), 1)
    result.push(span)
    const next = rest.find(({ record }) => {
      const id = predecessorOf(record)
      return id && recordOfOperation(records, { id, like: record }) === span.record
    })
    if (next) take(next)
  }
  const waitsForOpen = ({ record }: Span) => {
    const id = predecessorOf(record)
    const predecessor = id && recordOfOperation(records, { id, like: record })
    return rest.some((span) => span.record === predecessor)
  }
  while (rest.length > 0) {
    const next = rest.find((span) => !waitsForOpen(span)) ?? rest[0]
    if (next) take(next)
  }
  return result
}

function windowFor({ now, latest }: { now: number; latest: number }): TimelineWindow {
  let days = 1
  const startFor = () => Math.floor(now / day) * day - 2 * days * day
  // Half a column is left for the words behind the last end. No delay is longer than a century of columns.
  while (startFor() + (columns - 1) * days * day < latest && days < 4096) days *= 2
  return { start: startFor(), columnSeconds: days * day, stitch: days * 3 * 3600 }
}

function stateWords(record: PatchRecord, records: readonly PatchRecord[]): string {
  if (record.stage === 'ready') return 'ready'
  if (record.stage === 'scheduled') return 'waiting'
  const id = predecessorOf(record)
  const predecessor = id && recordOfOperation(records, { id, like: record })
  return predecessor ? `blocked: after ${predecessor.title}` : 'blocked by its predecessor'
}
