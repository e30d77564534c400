import type { Abi, Address } from 'viem'
import { type AddressLabels, configuredLabelOf } from '@/components/address/address-labels'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { WholeAddress } from '@/components/simulation/whole-address'
import { DataCell, DataTable } from '@/components/ui/data-table'
import type { GasRow } from '@/lib/core/replay/replay'
import { functionName } from '@/lib/core/simulation/explain-failure'

const mostRows = 100

/** Gas of each function with the old and the new code, of the transactions that end alike. */
export function GasTable({
  rows,
  abis,
  labels,
}: {
  rows: readonly GasRow[]
  abis: Readonly<Record<Address, Abi>>
  labels?: AddressLabels | undefined
}) {
  const all = Object.values(abis).flat()
  return (
    <>
      <DataTable
        caption="Gas by function"
        columns={['Function', 'Transactions', 'Old, on average', 'New, on average', 'Grows most']}
      >
        {rows.slice(0, mostRows).map((row) => (
          <tr key={`${row.proxy} ${row.selector}`}>
            <DataCell label="Function" className="wrap-anywhere">
              <code>{functionName('CALL', row.selector, all)}</code>
              <span className="block text-ink-3 text-xs">
                <Proxy address={row.proxy} labels={labels} />
              </span>
            </DataCell>
            <DataCell label="Transactions">{row.transactions.toLocaleString('en')}</DataCell>
            <DataCell label="Old" side="before">
              {mean(row.before, row)}
            </DataCell>
            <DataCell label="New" side="after">
              {mean(row.after, row)} <span className="text-ink-3 text-xs">{changeOf(row)}</span>
            </DataCell>
            <DataCell label="Grows most">
              <Worst worst={row.worst} />
            </DataCell>
          </tr>
        ))}
      </DataTable>
      {rows.length > mostRows && (
        <p className="px-4 py-2 text-ink-3 text-xs">
          {rows.length - mostRows} more in the raw data.
        </p>
      )}
    </>
  )
}

function Proxy({ address, labels }: { address: Address; labels: AddressLabels | undefined }) {
  const label = configuredLabelOf(labels, address)
  return label ? <UntrustedText text={label} maxLength={64} /> : <WholeAddress address={address} />
}

function Worst({ worst: { before, after, hash } }: Pick<GasRow, 'worst'>) {
  if (after <= before) return <span className="text-ink-3">none grows</span>
  return (
    <>
      {before.toLocaleString('en')} → {after.toLocaleString('en')} <ShortHash hash={hash} />
    </>
  )
}

function mean(sum: bigint, { transactions }: GasRow): string {
  return (sum / BigInt(transactions)).toLocaleString('en')
}

/** One place behind the point, without a float in between. */
function changeOf({ before, after }: GasRow): string {
  if (before === 0n) return ''
  if (before === after) return 'the same'
  const tenths = ((after - before) * 1_000n) / before
  const size = tenths < 0n ? -tenths : tenths
  const sign = tenths < 0n ? '−' : '+'
  if (tenths === 0n) return 'under 0.1 %'
  return `${sign}${size / 10n}.${size % 10n} %`
}
