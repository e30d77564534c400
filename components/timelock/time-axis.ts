import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'

/** One operation between its scheduling and its end. Places in percent of the window, cut at its edges. */
export type TimeLane = {
  readonly operation: ListedOperation
  readonly from: number
  /** The end of the delay. */
  readonly due: number
  /** On which side of the window its delay ends, where that is outside. */
  readonly outside: 'before' | 'after' | undefined
  /** How far the delay is served. */
  readonly served: number
  /** When it was executed or cancelled. */
  readonly closed: { readonly what: 'executed' | 'cancelled'; readonly at: number } | undefined
}

export type TimeAxis = {
  /** Seconds since the epoch. */
  readonly start: number
  readonly end: number
  readonly now: number
  /** Seconds since the epoch, of `now`. */
  readonly clock: number
  readonly ticks: readonly { readonly at: number; readonly seconds: number }[]
  readonly lanes: readonly TimeLane[]
  /** How many were over before the window begins: they have no lane. */
  readonly over: number
}

const day = 86_400
/** Days between two ticks. */
const steps = [1, 2, 7, 14, 30, 90, 365, 3_650] as const
const mostTicks = 8

/** What is so many times farther from now than most does not stretch the window. */
const farOff = 4

/** No window reaches farther: a contract may name any time. */
const farthest = 3_650 * day

/**
 * Lays operations out on one axis of whole days around now. What is ahead decides how far it reaches, so that what waits can be told
 * apart however old the rest of the list is: the past has no more room than what is ahead, or a week. Where nothing is open
 * any more, the past has all of it.
 *
 * @param now Seconds since the epoch by the chain's clock.
 */
export function layoutTimeAxis(operations: readonly ListedOperation[], now: number): TimeAxis {
  const ahead = reachOf(operations.map(({ due }) => Number(due) - now))
  const ages = operations.map(({ scheduled }) => now - Number(scheduled.timestamp))
  const isOver = operations.every((operation) => endOf(operation, now) < now)
  const past = isOver ? reachOf(ages) : Math.max(ahead, 7 * day)
  const earliest = now - Math.min(past, Math.max(day, ...ages))
  const first = Math.floor(earliest / day) * day
  const last = Math.ceil((now + ahead) / day) * day
  const step = (steps.find((days) => (last - first) / (days * day) <= mostTicks) ?? 3_650) * day
  const end = first + Math.ceil((last - first) / step) * step
  const percent = (at: number) => Math.min(100, Math.max(0, (100 * (at - first)) / (end - first)))
  const ticks = Array.from({ length: (end - first) / step }, (_, index) => {
    const seconds = first + index * step
    return { seconds, at: percent(seconds) }
  })
  const outsideOf = (at: number) => {
    if (at < first) return 'before'
    return at > end ? 'after' : undefined
  }
  const shown = operations.filter((operation) => endOf(operation, now) >= first)
  const lanes = shown.map((operation): TimeLane => {
    const { scheduled, due, executed, cancelled } = operation
    const closing = executed ?? cancelled
    const until = closing ? Number(closing.timestamp) : now
    return {
      operation,
      from: percent(Number(scheduled.timestamp)),
      due: percent(Number(due)),
      outside: outsideOf(Number(due)),
      served: percent(Math.min(Number(due), until)),
      closed: closing && {
        what: executed ? 'executed' : 'cancelled',
        at: percent(Number(closing.timestamp)),
      },
    }
  })
  const over = operations.length - shown.length
  return { start: first, end, now: percent(now), clock: now, ticks, lanes, over }
}

/** Seconds from now to what is farthest, but for what is far beyond most of it or any time; a day at least. */
function reachOf(distances: readonly number[]): number {
  const sorted = distances.filter((each) => each > 0).toSorted((a, b) => a - b)
  const most = Math.min(farthest, Math.max(day, sorted[sorted.length >> 1] ?? 0) * farOff)
  return Math.max(day, ...sorted.filter((each) => each <= most))
}

/** When nothing of it happens any more; what is open goes on. */
function endOf({ executed, cancelled, expires }: ListedOperation, now: number): number {
  const closing = executed ?? cancelled
  if (closing) return Number(closing.timestamp)
  return expires === undefined ? now : Number(expires)
}
