import Link from 'next/link'
import { UntrustedText } from '@/components/address/untrusted-text'
import { patchPath } from '@/components/frame/paths'
import type { ChainClock } from '@/components/time/chain-clock'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Tag } from '@/components/ui/tag'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { QueueTime } from './queue-time'

/** What is over without having been executed, folded. */
export function ClosedPatches({
  records,
  clock,
}: {
  records: readonly PatchRecord[]
  clock: ChainClock
}) {
  return (
    <Disclosure summary={`Cancelled, superseded and rolled back: ${records.length}`}>
      <Panel>
        <DataTable
          caption="Patches that are over without having been executed"
          columns={['Patch or transaction', 'State', 'When, UTC']}
        >
          {records.map((record) => (
            <tr key={record.key}>
              <DataCell label="Patch">
                <Link href={patchPath(record.key)} prefetch={false} className="link link-target">
                  <UntrustedText text={record.title} maxLength={120} />
                </Link>
              </DataCell>
              <DataCell label="State">
                <Tag>{record.stage.replace('-', ' ')}</Tag>
              </DataCell>
              <DataCell label="When">
                <QueueTime record={record} clock={clock} />
              </DataCell>
            </tr>
          ))}
        </DataTable>
      </Panel>
    </Disclosure>
  )
}
