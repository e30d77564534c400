import { ShortHash } from '@/components/address/short-hash'
import { formatDelay } from '@/components/time/format-time'
import { TimeView } from '@/components/time/time-view'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { QueuedInstance } from '@/lib/core/timelock/kind/queued-operation'

export type InstanceHistoryProps = {
  /** Oldest first. */
  instances: readonly QueuedInstance[]
  /** Seconds since the epoch by the chain's clock. */
  now: bigint | undefined
  /** Up to here a reorganisation is not expected any more. */
  finalizedBlock: bigint | undefined
}

/** Every scheduling of an id and how it ended, newest first. */
export function InstanceHistory({ instances, now, finalizedBlock }: InstanceHistoryProps) {
  const events = instances
    .flatMap((instance, index) => eventsOf(instance, index, instances.length))
    .reverse()
  return (
    <Panel>
      <DataTable
        caption="Events of the operation, newest first"
        columns={['When, UTC', 'Event', 'Transaction']}
      >
        {events.map(({ what, note, at }) => {
          const isFinal = finalizedBlock !== undefined && at.blockNumber <= finalizedBlock
          return (
            <tr key={`${at.blockNumber}:${at.logIndex}:${what}`}>
              <DataCell label="When" className="bare-cell">
                <TimeView at={at.blockTimestamp} now={now} />
              </DataCell>
              <DataCell label="Event" className="bare-cell">
                {what}
                {note && <span className="text-ink-3 text-xs"> {note}</span>}
                {!isFinal && (
                  <div>
                    <Verdict verdict="unknown">not finalized</Verdict>
                  </div>
                )}
              </DataCell>
              <DataCell label="Transaction">
                <ShortHash hash={at.transactionHash} copyLabel="Copy transaction hash" />
                <div className="text-ink-3 text-xs">
                  block {at.blockNumber.toLocaleString('en-US')}
                </div>
              </DataCell>
            </tr>
          )
        })}
      </DataTable>
    </Panel>
  )
}

type HistoryEvent = { readonly what: string; readonly note?: string; readonly at: LogPosition }

function eventsOf(instance: QueuedInstance, index: number, count: number): HistoryEvent[] {
  const { scheduled, eta, nonce, cancelled, executed } = instance
  const delay = eta - scheduled.blockTimestamp
  const notes = [
    delay < 100_000_000_000n && `with a delay of ${formatDelay(Number(delay))}`,
    nonce !== undefined && `nonce ${nonce}`,
  ]
  const what = count > 1 ? `Scheduled, ${ordinal(index + 1)} time` : 'Scheduled'
  return [
    { what, note: notes.filter(Boolean).join(', '), at: scheduled },
    ...(cancelled ? [{ what: 'Cancelled', at: cancelled }] : []),
    ...(executed ? [{ what: 'Executed', at: executed }] : []),
  ]
}

function ordinal(n: number): string {
  const tens = n % 100
  if (tens > 10 && tens < 14) return `${n}th`
  return `${n}${['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'}`
}
