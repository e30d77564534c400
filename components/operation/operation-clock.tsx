import { type ChainClock, chainSeconds } from '@/components/time/chain-clock'
import { Countdown } from '@/components/time/countdown'
import { formatDelay, formatDuration, formatUtc, isoUtc } from '@/components/time/format-time'
import { Panel } from '@/components/ui/panel'
import type { OperationInstance } from '@/lib/core/timelock/operation'
import { DelaySeam, delayStitches, stitchUnit } from './delay-seam'

export type OperationClockProps = {
  /** The open scheduling. */
  instance: Pick<OperationInstance, 'eta' | 'delay'>
  /** Seconds since the epoch after which it cannot be executed any more. */
  expires?: bigint | undefined
  clock: ChainClock
  /** The delay alone does not make it ready. */
  blocked?: boolean | undefined
}

/** How long the delay still runs, since when and until when, and how much of it is served. */
export function OperationClock({ instance, expires, clock, blocked = false }: OperationClockProps) {
  const now = chainSeconds(clock)
  const eta = Number(instance.eta)
  const delay = Number(instance.delay)
  const served = Math.min(delay, Math.max(0, delay - (eta - now)))
  const { step, total, done } = delayStitches({ delay, served })
  const heading =
    eta > now ? 'Can execute in about' : blocked ? 'Blocked, though its delay is served' : 'Ready'
  return (
    <Panel padded>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div>
          <p className="text-ink-3 text-xs">{heading}</p>
          <p className="text-2xl tracking-tight max-md:*:whitespace-normal">
            {eta > now ? (
              <Countdown eta={eta} blockTimestamp={clock.block.timestamp} readAt={clock.readAt} />
            ) : (
              <span className="font-semibold">for {formatDuration(now - eta)}</span>
            )}
          </p>
        </div>
        <div>
          <p className="text-ink-3 text-xs">
            {blocked ? 'not before, and not while it is blocked' : 'not before, chain time'}
          </p>
          <p className="font-semibold">
            <time dateTime={isoUtc(eta)}>{formatUtc(eta, { form: 'second' })}</time>
          </p>
        </div>
      </div>
      <div className="mt-3">
        <DelaySeam delay={delay} served={served} />
      </div>
      <p className="mt-1.5 text-ink-3 text-xs">
        {served === delay ? formatDelay(delay) : formatDuration(served)} of {formatDelay(delay)}{' '}
        served; one stitch is {stitchUnit(step)}, {done} of {total}.{' '}
        {expires === undefined
          ? 'It never expires.'
          : `It expires ${formatUtc(Number(expires), { form: 'second' })}.`}
      </p>
    </Panel>
  )
}
