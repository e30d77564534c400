import type { Abi, Address } from 'viem'
import { type AddressLabels, configuredLabelOf } from '@/components/address/address-labels'
import { UntrustedText } from '@/components/address/untrusted-text'
import { CodeBlock } from '@/components/ui/code-block'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import type { SimulatedLog } from '@/lib/core/simulation/call-frame'
import { readEvent } from './read-event'
import { WholeAddress } from './whole-address'

const mostEvents = 100

/** The events of a transaction, read where an ABI has them, else as they are. */
export function EventList({
  logs,
  abis,
  labels,
}: {
  logs: readonly SimulatedLog[]
  abis: Readonly<Record<Address, Abi>>
  labels?: AddressLabels | undefined
}) {
  const all = Object.values(abis).flat()
  return (
    <>
      <DataTable caption="Events" columns={['Contract', 'Event']}>
        {logs.slice(0, mostEvents).map((log, index) => {
          const read = readEvent(log, abis[log.address] ?? all)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the events of a trace never change places
            <tr key={index}>
              <DataCell label="Contract" className="md:w-1/3">
                {configuredLabelOf(labels, log.address)} <WholeAddress address={log.address} />
              </DataCell>
              <DataCell label="Event" className="wrap-anywhere">
                {read ? (
                  <code>
                    <b>{read.name}</b>
                    <UntrustedText text={read.words} maxLength={600} />
                  </code>
                ) : (
                  <span className="text-ink-2">not decoded</span>
                )}
                <Disclosure summary="Raw">
                  <CodeBlock>{[...log.topics, log.data.data].join('\n')}</CodeBlock>
                </Disclosure>
              </DataCell>
            </tr>
          )
        })}
      </DataTable>
      {logs.length > mostEvents && (
        <p className="px-4 py-2 text-ink-3 text-xs">
          {logs.length - mostEvents} more in the raw data.
        </p>
      )}
    </>
  )
}
