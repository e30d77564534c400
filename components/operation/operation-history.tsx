import { ShortHash } from '@/components/address/short-hash'
import { type ChainClock, chainSeconds } from '@/components/time/chain-clock'
import { TimeView } from '@/components/time/time-view'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { Operation } from '@/lib/core/timelock/operation'

type HistoryEvent = { readonly what: string; readonly at: LogPosition }

/** Newest first: every scheduling of the id and how it ended. */
function operationHistory(operation: Operation): readonly HistoryEvent[] {
  return operation.instances
    .flatMap((instance): HistoryEvent[] => [
      { what: 'Scheduled', at: instance.scheduled },
      ...(instance.cancelled ? [{ what: 'Cancelled', at: instance.cancelled }] : []),
      ...(instance.executed ? [{ what: 'Executed', at: instance.executed }] : []),
    ])
    .reverse()
}

/** What happened to the operation on chain. */
export function OperationHistory({
  operation,
  clock,
}: {
  operation: Operation
  clock: ChainClock
}) {
  const events = operationHistory(operation)
  return (
    <Panel>
      <DataTable caption="Events of the operation" columns={['When, UTC', 'Event', 'Transaction']}>
        {events.map(({ what, at }) => (
          <tr key={`${at.transactionHash}:${at.logIndex}:${what}`}>
            <DataCell label="When">
              <TimeView at={at.blockTimestamp} now={chainSeconds(clock)} />
            </DataCell>
            <DataCell label="Event">{what}</DataCell>
            <DataCell label="Transaction">
              <ShortHash hash={at.transactionHash} copyLabel="Copy transaction hash" />
            </DataCell>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}
