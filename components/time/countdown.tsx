'use client'

import { estimateChainTime } from './estimate-chain-time'
import { formatDuration } from './format-time'
import { useEverySecond } from './use-every-second'

export type CountdownProps = {
  /** When the delay ends, by the chain's clock, in seconds. */
  eta: bigint | number
  /** Of the block the page was read at, in seconds. */
  blockTimestamp: bigint | number
  /** When that block was read, by the wall clock, in milliseconds. */
  readAt: number
  /** Before the remaining time, e.g. "in". */
  prefix?: string | undefined
  /** Announced and shown when the time has come; the chain's next block confirms it. */
  readyText?: string | undefined
}

const near = 3600

/**
 * How long a delay still runs, estimated between blocks. Ticks by the second only in the last hour. What is read
 * aloud is the change, not the ticking. Without script it stays what it was at the block.
 */
export function Countdown({
  eta,
  blockTimestamp,
  readAt,
  prefix,
  readyText = 'Ready by now',
}: CountdownProps) {
  const remaining = (now: number) =>
    Number(eta) - estimateChainTime({ blockTimestamp: Number(blockTimestamp), readAt, now })
  const text = (now: number) => {
    const left = remaining(now)
    if (left <= 0) return readyText
    const duration = formatDuration(Math.ceil(left), { precise: left < near })
    return prefix ? `${prefix} ${duration}` : duration
  }
  const shown = useEverySecond(text, text(readAt))
  const wasReady = remaining(readAt) <= 0
  const isReady = shown === readyText
  return (
    <>
      <span role="timer" aria-live="off" className="whitespace-nowrap font-semibold">
        {shown}
      </span>
      <span role="status" className="sr-only">
        {isReady && !wasReady ? readyText : ''}
      </span>
    </>
  )
}
