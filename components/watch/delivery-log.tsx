import { UntrustedText } from '@/components/address/untrusted-text'
import { TimeView } from '@/components/time/time-view'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Verdict } from '@/components/ui/verdict'
import { describeEvent, type EventNames } from '@/lib/core/watch/describe-event'
import { eventPath } from '@/lib/core/watch/feed'
import type { LoggedDelivery } from '@/lib/core/watch/subscription'

export type DeliveryLogProps = { deliveries: readonly LoggedDelivery[]; names: EventNames }

/** What was sent, and what became of it. */
export function DeliveryLog({ deliveries, names }: DeliveryLogProps) {
  if (deliveries.length === 0) {
    return (
      <EmptyState title="Nothing was sent yet">
        What happens from now on is sent, and shown here with what became of it.
      </EmptyState>
    )
  }
  return (
    <DataTable caption="What was sent" columns={['Event', 'On the chain', 'Delivery', 'Attempts']}>
      {deliveries.map(({ event, ...delivery }) => (
        <tr key={event.id}>
          <DataCell label="Event" className="break-words">
            <a className="link" href={eventPath(event)}>
              {describeEvent(event, names).title}
            </a>
          </DataCell>
          <DataCell label="On the chain" className="text-xs">
            <TimeView at={event.at} form="second" />
          </DataCell>
          <DataCell label="Delivery" className="break-words">
            <Outcome {...delivery} />
          </DataCell>
          <DataCell label="Attempts">{delivery.attempts}</DataCell>
        </tr>
      ))}
    </DataTable>
  )
}

function Outcome({ isDone, status, problem, attemptedAt, nextAt }: Omit<LoggedDelivery, 'event'>) {
  if (isDone) return <Verdict verdict="pass">taken{status ? ` (${status})` : ''}</Verdict>
  if (!attemptedAt) return <Verdict verdict="unknown">not sent yet</Verdict>
  return (
    <>
      <Verdict verdict="fail">not taken{status ? ` (${status})` : ''}</Verdict>{' '}
      <span className="text-ink-3 text-xs">
        <UntrustedText text={problem ?? ''} maxLength={200} /> Again from{' '}
        <TimeView at={BigInt(Math.floor(nextAt.getTime() / 1_000))} form="second" />.
      </span>
    </>
  )
}
