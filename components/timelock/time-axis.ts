import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'

/** One operation between its scheduling and its end. Places in percent of the window, cut at its edges. */
export type TimeLane = {
  readonly operation: ListedOperation
  readonly from: number
  /** The end of the delay. */
  readonly due: number
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
  readonly ticks: readonly { readonly at: number; readonly seconds: number }[]
  readonly lanes: readonly TimeLane[]
}

const day = 86_400
/** Days between two ticks. */
const steps = [1, 2, 7, 14, 30, 90, 365, 3_650] as const
const mostTicks = 8

/**
 * Lays operations out on one axis of whole days, from before the first scheduling to after the last end. What lies far from
 * the rest does not stretch it: the window holds at most two months on either side of now.
 *
 * @param now Seconds since the epoch by the chain's clock.
 */
export function layoutTimeAxis(operations: readonly ListedOperation[], now: number): TimeAxis {
  const farthest = 60 * day
  const near = (at: number) => Math.min(Math.max(at, now - farthest), now + farthest)
  const times = operations.flatMap(({ scheduled, due, executed, cancelled }) =>
    [scheduled.timestamp, due, executed?.timestamp, cancelled?.timestamp].flatMap((at) =>
      at === undefined ? [] : [near(Number(at))],
    ),
  )
  const first = Math.floor(Math.min(now - day, ...times) / day) * day
  const last = Math.ceil(Math.max(now + day, ...times) / day) * day
  const step = (steps.find((days) => (last - first) / (days * day) <= mostTicks) ?? 3_650) * day
  const end = first + Math.ceil((last - first) / step) * step
  const percent = (at: number) => Math.min(100, Math.max(0, (100 * (at - first)) / (end - first)))
  const ticks = Array.from({ length: (end - first) / step }, (_, index) => {
    const seconds = first + index * step
    return { seconds, at: percent(seconds) }
  })
  const lanes = operations.map((operation): TimeLane => {
    const { scheduled, due, executed, cancelled } = operation
    const closing = executed ?? cancelled
    const until = closing ? Number(closing.timestamp) : now
    return {
      operation,
      from: percent(Number(scheduled.timestamp)),
      due: percent(Number(due)),
      served: percent(Math.min(Number(due), until)),
      closed: closing && {
        what: executed ? 'executed' : 'cancelled',
        at: percent(Number(closing.timestamp)),
      },
    }
  })
  return { start: first, end, now: percent(now), ticks, lanes }
}
