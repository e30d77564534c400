import type { ReactNode } from 'react'
import { type ChainClock, chainSeconds, wallSeconds } from '@/components/time/chain-clock'
import { Countdown } from '@/components/time/countdown'
import { formatDuration, formatUtc, isoUtc } from '@/components/time/format-time'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { etaOf, executedAt } from './record-facts'

/** When: the relative time that matters at this stage in bold, the absolute one below. */
export function QueueTime({ record, clock }: { record: PatchRecord; clock: ChainClock }) {
  const now = chainSeconds(clock)
  const eta = etaOf(record)
  switch (record.stage) {
    case 'ready':
      return (
        <Lines at={eta} now={now} bold={eta && `Ready for ${formatDuration(now - Number(eta))}`} />
      )
    case 'scheduled':
      return <Lines at={eta} now={now} bold={eta && <Remaining eta={eta} clock={clock} />} />
    case 'blocked':
      return (
        <Lines
          at={eta}
          now={now}
          suffix=" or later"
          bold={eta && (Number(eta) > now ? <Remaining eta={eta} clock={clock} /> : 'Delay served')}
        />
      )
    case 'draft':
    case 'proposed': {
      const at = leadTransaction(record)?.submittedAt ?? record.patch?.createdAt
      const wall = wallSeconds(clock)
      return (
        <Lines at={at} now={wall} bold={at && `Open for ${formatDuration(wall - Number(at))}`} />
      )
    }
    case 'executed':
    case 'rolled-back': {
      const at = executedAt(record) || undefined
      return (
        <Lines at={at} now={now} bold={at && `Executed ${formatDuration(now - Number(at))} ago`} />
      )
    }
    case 'cancelled':
    case 'superseded': {
      const at = record.live?.operation.instances.at(-1)?.cancelled?.blockTimestamp
      return (
        <Lines at={at} now={now} bold={at && `Cancelled ${formatDuration(now - Number(at))} ago`} />
      )
    }
  }
}

function Remaining({ eta, clock }: { eta: bigint; clock: ChainClock }) {
  return <Countdown eta={eta} blockTimestamp={clock.block.timestamp} readAt={clock.readAt} />
}

function Lines({
  at,
  now,
  bold,
  suffix = '',
}: {
  at: bigint | undefined
  now: number
  bold: ReactNode
  suffix?: string
}) {
  if (at === undefined) return <span className="text-ink-3 text-xs">time not known</span>
  return (
    <>
      <div className="font-semibold md:whitespace-nowrap">{bold}</div>
      <div className="text-ink-3 text-xs">
        <time dateTime={isoUtc(Number(at))}>{formatUtc(Number(at), { now })}</time>
        {/* The head of the table says it, where it has one. */}
        <span className="md:hidden"> UTC</span>
        {suffix}
      </div>
    </>
  )
}
