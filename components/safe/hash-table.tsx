import type { Hash } from 'viem'
import { BytesDiff } from '@/components/address/address-diff'
import { HashView } from '@/components/address/hash-view'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'

/** What somebody else says a hash is. */
export type HashAnswer =
  | { readonly kind: 'answer'; readonly hash: Hash }
  /** They have no answer to give; the reason says why. */
  | { readonly kind: 'not-offered'; readonly reason?: string | undefined }
  /** They should have answered and did not. */
  | { readonly kind: 'unknown'; readonly reason: string }

export type HashRow = {
  readonly label: string
  readonly computed: Hash
  readonly service: HashAnswer
  readonly contract: HashAnswer
}

export type HashTableProps = {
  rows: readonly HashRow[]
  /** Where "computed here" is. */
  place?: 'browser' | 'server' | undefined
}

/** The same bytes everywhere: each hash as computed here, and whether the service and the contract agree. */
export function HashTable({ rows, place = 'browser' }: HashTableProps) {
  const here = place === 'browser' ? 'Computed in this browser' : 'Computed here'
  return (
    <Panel>
      <DataTable
        caption="Hashes of the Safe transaction, by who computed them"
        columns={['EIP-712', here, 'Safe service', 'Safe contract']}
      >
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row" className="md:whitespace-nowrap">
              {row.label}
            </th>
            <DataCell label={here} className="wide-cell">
              <HashView hash={row.computed} large copyLabel={`Copy ${row.label}`} />
            </DataCell>
            <DataCell label="Safe service">
              <Agreement computed={row.computed} answer={row.service} who="the service" />
            </DataCell>
            <DataCell label="Safe contract">
              <Agreement computed={row.computed} answer={row.contract} who="the contract" />
            </DataCell>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}

function Agreement({ computed, answer, who }: { computed: Hash; answer: HashAnswer; who: string }) {
  switch (answer.kind) {
    case 'not-offered':
      return <Verdict verdict="not-applicable">{answer.reason ?? 'not offered'}</Verdict>
    case 'unknown':
      return <Verdict verdict="unknown">{answer.reason}</Verdict>
    case 'answer':
      if (answer.hash.toLowerCase() === computed.toLowerCase()) {
        return <Verdict verdict="pass">same</Verdict>
      }
      return (
        <>
          <Verdict verdict="fail">differs</Verdict>
          <BytesDiff
            expected={computed}
            found={answer.hash}
            expectedLabel="here"
            foundLabel={who}
          />
        </>
      )
  }
}
