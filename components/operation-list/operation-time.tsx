import type { ReactNode } from 'react'
import { type ChainClock, chainSeconds } from '@/components/time/chain-clock'
import { Countdown } from '@/components/time/countdown'
import { formatDuration, formatUtc, isoUtc } from '@/components/time/format-time'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'

export type OperationTimeProps = {
  operation: Pick<
    ListedOperation,
    'standing' | 'due' | 'expires' | 'executed' | 'cancelled' | 'scheduled'
  >
  /** Undefined where no block was read yet. */
  clock: ChainClock | undefined
}

/** When: what matters where it stands, in bold; the time itself below. */
export function OperationTime({ operation, clock }: OperationTimeProps) {
  const { standing, due, expires, executed, cancelled, scheduled } = operation
  if (!clock) return <Lines bold="at" at={due} />
  const now = chainSeconds(clock)
  const since = (at: bigint) => formatDuration(Math.max(0, now - Number(at)))
  const { timestamp: blockTimestamp } = clock.block
  switch (standing) {
    case 'waiting':
      return (
        <Lines
          at={due}
          now={now}
          bold={<Countdown eta={due} blockTimestamp={blockTimestamp} readAt={clock.readAt} />}
        />
      )
    case 'ready':
      return (
        <Lines at={due} now={now} bold={`Ready for ${since(due)}`}>
          {expires !== undefined && <Expires at={expires} now={now} />}
        </Lines>
      )
    case 'blocked':
      return <Lines at={due} now={now} bold={`Blocked for ${since(due)}`} />
    case 'stale':
      return <Lines at={expires ?? due} now={now} bold={`Expired ${since(expires ?? due)} ago`} />
    case 'executed': {
      const at = executed?.timestamp
      if (at === undefined) return <Lines at={due} now={now} bold="Executed, no event tells when" />
      return <Lines at={at} now={now} bold={`Executed ${since(at)} ago`} />
    }
    case 'cancelled': {
      const at = cancelled?.timestamp
      if (at === undefined)
        return <Lines at={due} now={now} bold="Cancelled, no event tells when" />
      return <Lines at={at} now={now} bold={`Cancelled ${since(at)} ago`} />
    }
    case 'passed':
    case 'unset':
    case 'unknown':
      return (
        <Lines
          at={scheduled.timestamp}
          now={now}
          bold={`Scheduled ${since(scheduled.timestamp)} ago`}
        />
      )
  }
}

function Expires({ at, now }: { at: bigint; now: number }) {
  return (
    <div className="text-ink-3 text-xs">
      expires <time dateTime={isoUtc(Number(at))}>{formatUtc(Number(at), { now })}</time>
    </div>
  )
}

function Lines({
  at,
  now,
  bold,
  children,
}: {
  at: bigint
  now?: number | undefined
  bold: ReactNode
  children?: ReactNode
}) {
  const seconds = Number(at)
  return (
    <>
      <div className="font-semibold md:whitespace-nowrap">{bold}</div>
      <div className="text-ink-3 text-xs">
        <time dateTime={isoUtc(seconds)}>{formatUtc(seconds, { now })}</time>
        {/* The head of the table says it, where it has one. */}
        <span className="md:hidden"> UTC</span>
      </div>
      {children}
    </>
  )
}
