import { formatUtc, isoUtc } from '@/components/time/format-time'

export type StageTimeProps = {
  /** Seconds since the epoch. */
  at: bigint
  /** Seconds since the epoch, so that the year is said where it is another. */
  now?: bigint | number | undefined
}

/** When a stage was reached, or will be: below its name. */
export function StageTime({ at, now }: StageTimeProps) {
  const seconds = Number(at)
  return (
    <>
      <time dateTime={isoUtc(seconds)}>
        {formatUtc(seconds, { now: now === undefined ? undefined : Number(now) })}
      </time>
      {/* On a phone there is no room for it under every stage; the page says it elsewhere. */}
      <span className="max-md:sr-only"> UTC</span>
    </>
  )
}
