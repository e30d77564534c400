import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { UntrustedText } from '@/components/address/untrusted-text'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import type { SimulationReport } from '@/lib/core/report/simulation-report'
import { WholeAddress } from './whole-address'

const mostRows = 300

/** What is asked of the contracts and answered differently, though nothing was written there. */
export function ReadChanges({
  reads,
  labels,
}: {
  reads: SimulationReport['reads']
  labels?: AddressLabels | undefined
}) {
  if (!reads.known) {
    return (
      <Panel>
        <EmptyState title="What reads differently is unknown">
          <UntrustedText text={reads.reason} maxLength={400} />
        </EmptyState>
      </Panel>
    )
  }
  const { value } = reads
  if (value.length === 0) {
    return (
      <Panel>
        <EmptyState title="Nothing that was asked is answered differently" />
      </Panel>
    )
  }
  return (
    <Panel>
      <DataTable caption="What reads differently" columns={['Question', 'Before', 'After']}>
        {value.slice(0, mostRows).map(({ contract, expression, before, after }) => (
          <tr key={`${contract} ${expression}`}>
            <DataCell label="Question">
              <code className="break-all">
                <UntrustedText text={expression} maxLength={300} />
              </code>
              <span className="block text-ink-3 text-xs">
                {labelOf(labels, contract)} <WholeAddress address={contract} />
              </span>
            </DataCell>
            <DataCell label="Before" side="before" className="break-all">
              <UntrustedText text={before} maxLength={400} />
            </DataCell>
            <DataCell label="After" side="after" className="break-all">
              <UntrustedText text={after} maxLength={400} />
            </DataCell>
          </tr>
        ))}
      </DataTable>
      {value.length > mostRows && (
        <p className="px-4 py-2 text-ink-3 text-xs">
          {value.length - mostRows} more in the raw data.
        </p>
      )}
    </Panel>
  )
}
