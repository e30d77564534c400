import type { ReactNode } from 'react'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Callout } from '@/components/ui/callout'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { Verification } from '@/lib/core/bytecode/verification'
import type { Known } from '@/lib/core/chain/snapshot'
import { type DeployedValue, deployedValues, type PairedValue } from './deployed-values'

export type CodeValuesProps = { from: Known<Verification>; to: Known<Verification> }

/** What deployment filled in, which no source shows: immutables and the addresses of libraries, before and after. */
export function CodeValues({ from, to }: CodeValuesProps) {
  const values = deployedValues(from, to)
  if (!values.known) {
    return (
      <Callout tone="unknown" title="Immutables and libraries are unknown">
        <p>
          <UntrustedText text={values.reason} />
        </p>
      </Callout>
    )
  }
  const { immutables, libraries } = values.value
  return (
    <>
      <ValuePanel title="Immutables" name="Immutable" rows={immutables} />
      <ValuePanel title="Libraries" name="Library" rows={libraries} />
    </>
  )
}

function ValuePanel({
  title,
  name,
  rows,
}: {
  title: string
  name: string
  rows: readonly PairedValue[]
}) {
  const changed = rows.filter(isChanged).length
  return (
    <Panel
      title={title}
      note={
        rows.length > 0 &&
        (changed === 0 ? 'all the same' : `${changed} ${changed === 1 ? 'differs' : 'differ'}`)
      }
    >
      {rows.length === 0 ? (
        <p className="p-4 text-ink-2">Neither side has any.</p>
      ) : (
        <DataTable
          caption={`${title} before and after`}
          columns={[name, 'Before', 'After', 'Change']}
        >
          {rows.map((row) => (
            <tr key={row.key}>
              <DataCell label={name}>
                <span className="font-mono text-xs">
                  <UntrustedText text={row.name} maxLength={120} />
                </span>
                <div className="text-ink-3 text-xs">
                  <UntrustedText text={row.about} maxLength={200} />
                </div>
              </DataCell>
              <DataCell label="Before" side="before">
                <Value value={row.from} />
              </DataCell>
              <DataCell label="After" side="after">
                <Value value={row.to} strong={isChanged(row)} />
              </DataCell>
              <DataCell label="Change">{wordsOf(row)}</DataCell>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

function isChanged({ from, to }: PairedValue): boolean {
  return from?.value !== to?.value
}

function wordsOf({ from, to }: PairedValue): ReactNode {
  if (from === undefined) return 'new'
  if (to === undefined) return 'gone'
  return from.value === to.value ? 'same' : 'differs'
}

function Value({ value, strong = false }: { value: DeployedValue | undefined; strong?: boolean }) {
  if (value === undefined) return <span className="text-ink-3">does not exist</span>
  return (
    <>
      <code className={`break-all ${strong ? 'font-semibold' : ''}`}>{value.value}</code>
      {value.text !== undefined && <div className="font-mono text-ink-2 text-xs">{value.text}</div>}
      {!value.consistent && (
        <div>
          <Verdict verdict="fail">its copies differ</Verdict>
        </div>
      )}
    </>
  )
}
