import { formatDuration, formatUtc, isoUtc } from './format-time'

export type TimeViewProps = {
  /** Seconds since the epoch. */
  at: bigint | number
  /** Seconds since the epoch on the same clock as `at`; without it only the absolute time is shown. */
  now?: bigint | number | undefined
  form?: 'day' | 'minute' | 'second' | undefined
  /** Before the relative time: "Executed", "Open for". */
  prefix?: string | undefined
  /** The absolute time on a line of its own. */
  stacked?: boolean | undefined
}

/** A time: relative in bold, absolute in UTC beside it. */
export function TimeView({ at, now, form, prefix, stacked }: TimeViewProps) {
  const seconds = Number(at)
  const current = now === undefined ? undefined : Number(now)
  const absolute = (
    <time dateTime={isoUtc(seconds)} className={current === undefined ? '' : 'text-ink-3 text-xs'}>
      {formatUtc(seconds, { form: form ?? 'minute', now: current })}
    </time>
  )
  if (current === undefined) return absolute
  const distance = formatDuration(current - seconds)
  const relative = seconds > current ? `in ${distance}` : `${distance} ago`
  return (
    <span>
      <b>{prefix ? `${prefix} ${relative}` : relative}</b> {stacked && <br />}
      {absolute}
    </span>
  )
}
