import { type AddressLabels, configuredLabelOf } from '@/components/address/address-labels'
import { UntrustedText } from '@/components/address/untrusted-text'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { Simulation } from '@/lib/core/simulation/simulation'
import type { ContractChanges } from '@/lib/core/simulation/state-diff'
import { type ChangeRow, changeRows } from './change-rows'
import { groupDigits } from './group-digits'
import { WholeAddress } from './whole-address'

/** Rows of all contracts together. What is beyond stands in the raw data. */
const mostRows = 400

export type StateChangesProps = {
  diff: Simulation['diff']
  labels?: AddressLabels | undefined
  /** The path was walked to its end: only then is what is not there known not to be. */
  isWhole: boolean
}

/** What is written, by contract and variable: what was at the left, what will be at the right, raw words behind it. */
export function StateChanges({ diff, labels, isWhole }: StateChangesProps) {
  if (!diff.known) {
    return (
      <Panel>
        <EmptyState title="What is written is unknown">
          <UntrustedText text={diff.reason} maxLength={400} />
        </EmptyState>
      </Panel>
    )
  }
  const { contracts } = diff.value
  if (contracts.length === 0) {
    return (
      <Panel>
        <EmptyState title={isWhole ? 'Nothing is written' : 'What is written is unknown'}>
          {isWhole ? undefined : 'The path was not walked to its end.'}
        </EmptyState>
      </Panel>
    )
  }
  let left = mostRows
  return (
    <Panel>
      {contracts.map((contract) => {
        const rows = changeRows(contract)
        const shown = rows.slice(0, left)
        left -= shown.length
        return (
          <ContractFold
            key={contract.address}
            contract={contract}
            rows={shown}
            hidden={rows.length - shown.length}
            label={configuredLabelOf(labels, contract.address)}
          />
        )
      })}
    </Panel>
  )
}

function ContractFold({
  contract: { address, storage },
  rows,
  hidden,
  label,
}: {
  contract: ContractChanges
  rows: readonly ChangeRow[]
  hidden: number
  label: string | undefined
}) {
  const undecoded = storage.filter(({ problem }) => problem !== undefined).length
  return (
    <details open data-phone-fold className="border-line border-b last:border-b-0">
      <summary className="min-h-10 bg-sunken px-4 py-2 text-sm max-md:px-3">
        {label && (
          <b>
            <UntrustedText text={label} maxLength={64} />{' '}
          </b>
        )}
        <WholeAddress address={address} />{' '}
        <span className="text-ink-3 text-xs">
          {storage.length === 1 ? '1 word' : `${storage.length} words`}
        </span>{' '}
        {undecoded > 0 && <Verdict verdict="unknown">{undecoded} not decoded</Verdict>}
      </summary>
      {rows.length > 0 && (
        <DataTable
          caption={`Written of ${label ?? address}`}
          columns={['Variable', 'Before', 'After']}
        >
          {rows.map((row) => (
            <tr key={row.key}>
              <DataCell label="Variable" className="md:w-1/4">
                <Name row={row} />
              </DataCell>
              <DataCell label="Before" side="before" className="break-all md:w-3/8">
                <Side text={row.before} sound={row.soundBefore} isRaw={row.isRaw} />
              </DataCell>
              <DataCell label="After" side="after" className="break-all md:w-3/8">
                <Side text={row.after} sound={row.soundAfter} isRaw={row.isRaw} />
              </DataCell>
            </tr>
          ))}
        </DataTable>
      )}
      {hidden > 0 && (
        <p className="px-4 py-2 text-ink-3 text-xs max-md:px-3">
          {hidden.toLocaleString('en')} more in the raw data.
        </p>
      )}
      {storage.length > 0 && <RawWords storage={storage} address={address} />}
    </details>
  )
}

function Name({ row }: { row: ChangeRow }) {
  if (row.problem !== undefined) {
    return (
      <>
        <Verdict verdict="unknown">not decoded</Verdict>
        <span className="block text-ink-2 text-xs">
          <UntrustedText text={row.problem} maxLength={300} />
        </span>
        <span className="block break-all font-mono text-ink-3 text-xs">{row.name}</span>
      </>
    )
  }
  return (
    <>
      <span className="break-all font-mono text-xs">
        <UntrustedText text={row.name} maxLength={200} />
      </span>
      {row.note && (
        <span className="block text-ink-3 text-xs">
          <UntrustedText text={row.note} maxLength={120} />
        </span>
      )}
    </>
  )
}

function Side({
  text,
  sound,
  isRaw,
}: {
  text: string | undefined
  sound: boolean
  isRaw: boolean
}) {
  if (text === undefined) return <span className="text-ink-3">no such variable</span>
  return (
    <>
      <span className={isRaw || text.startsWith('0x') ? 'font-mono text-xs' : ''}>
        <UntrustedText text={groupDigits(text)} maxLength={600} />
      </span>
      {!sound && (
        <span className="block">
          <Verdict verdict="warn">no value of its type</Verdict>
        </span>
      )}
    </>
  )
}

const mostWords = 120

function RawWords({ storage, address }: Pick<ContractChanges, 'storage' | 'address'>) {
  const shown = storage.slice(0, mostWords)
  return (
    <div className="px-4 py-2 max-md:px-3">
      <Disclosure summary="Raw words">
        <DataTable caption={`Raw words of ${address}`} columns={['Slot', 'Before', 'After']}>
          {shown.map(({ slot, before, after }) => (
            <tr key={slot} className="font-mono text-xs">
              <DataCell label="Slot" className="break-all">
                {slot}
              </DataCell>
              <DataCell label="Before" side="before" className="break-all">
                {before}
              </DataCell>
              <DataCell label="After" side="after" className="break-all">
                {after}
              </DataCell>
            </tr>
          ))}
        </DataTable>
        {storage.length > shown.length && (
          <p className="py-2 text-ink-3 text-xs">
            {storage.length - shown.length} more in the raw data.
          </p>
        )}
      </Disclosure>
    </div>
  )
}
