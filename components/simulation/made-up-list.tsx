import { UntrustedText } from '@/components/address/untrusted-text'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import type { SimulationOverride } from '@/lib/core/simulation/simulation'

/** What is not so on the chain and was made so for the simulation: in words, and as it was done. */
export function MadeUpList({ overrides }: { overrides: readonly SimulationOverride[] }) {
  if (overrides.length === 0) return <p className="text-ink-2 text-sm">Nothing.</p>
  return (
    <>
      <ul className="mb-2 grid gap-1 text-sm">
        {overrides.map(({ reason }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list of one document never changes
          <li key={index}>
            <UntrustedText text={reason} maxLength={400} />
          </li>
        ))}
      </ul>
      <Disclosure summary="As it was done">
        <DataTable caption="What was made up" columns={['Kind', 'Where', 'Value']}>
          {overrides.map(({ kind, address, slot, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list of one document never changes
            <tr key={index}>
              <DataCell label="Kind">{kind}</DataCell>
              <DataCell label="Where" className="break-all font-mono text-xs">
                {address ?? '—'} {slot && <span className="block text-ink-2">{slot}</span>}
              </DataCell>
              <DataCell label="Value" className="break-all font-mono text-xs">
                {value === undefined ? '—' : <UntrustedText text={value} maxLength={200} />}
              </DataCell>
            </tr>
          ))}
        </DataTable>
      </Disclosure>
    </>
  )
}
