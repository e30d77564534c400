import type { Address } from 'viem'
import { type AddressLabels, configuredLabelOf } from '@/components/address/address-labels'
import { UntrustedText } from '@/components/address/untrusted-text'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { SimulationReport } from '@/lib/core/report/simulation-report'
import { groupDigits } from './group-digits'
import { WholeAddress } from './whole-address'

const mostRows = 300

type Read = { contract: Address; expression: string; before: string; after: string }

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
  const [firsts, others] = firstOfEach(value)
  const hidden = value.length - mostRows
  return (
    <Panel>
      <ReadsByContract reads={firsts.slice(0, mostRows)} labels={labels} />
      {others.length > 0 && (
        <details className="border-line border-t">
          <summary className="px-4 py-2 text-ink-2 text-sm hover:text-ink max-md:px-3">
            {others.length.toLocaleString('en')} more answers of the same functions
          </summary>
          <ReadsByContract reads={others.slice(0, mostRows)} labels={labels} />
        </details>
      )}
      {hidden > 0 && (
        <p className="px-4 py-2 text-ink-3 text-xs">
          Not all of them are shown; the raw data has {value.length.toLocaleString('en')}.
        </p>
      )}
    </Panel>
  )
}

/** One answer of each function of each contract, and all others: a mapping can have hundreds. */
function firstOfEach(reads: readonly Read[]): [firsts: Read[], others: Read[]] {
  const seen = new Set<string>()
  const isFirst = ({ contract, expression }: Read) => {
    const key = `${contract} ${expression.split('(')[0]}`
    const known = seen.has(key)
    seen.add(key)
    return !known
  }
  const marked = reads.map((read) => [read, isFirst(read)] as const)
  const pick = (wanted: boolean) =>
    marked.flatMap(([read, first]) => (first === wanted ? [read] : []))
  return [pick(true), pick(false)]
}

type ReadsProps = { reads: readonly Read[]; labels: AddressLabels | undefined }

/** Each contract folds by itself: on a phone the list is long. */
function ReadsByContract({ reads, labels }: ReadsProps) {
  return [...new Set(reads.map(({ contract }) => contract))].map((contract) => {
    const own = reads.filter((read) => read.contract === contract)
    const label = configuredLabelOf(labels, contract)
    return (
      <details key={contract} open data-phone-fold className="border-line border-b last:border-b-0">
        <summary className="min-h-10 bg-sunken px-4 py-2 text-sm max-md:px-3">
          {label && (
            <b>
              <UntrustedText text={label} maxLength={64} />{' '}
            </b>
          )}
          <WholeAddress address={contract} />{' '}
          <span className="text-ink-3 text-xs">
            {own.length === 1 ? '1 answer' : `${own.length} answers`}
          </span>
        </summary>
        <ReadTable reads={own} name={label ?? contract} />
      </details>
    )
  })
}

function ReadTable({ reads, name }: Pick<ReadsProps, 'reads'> & { name: string }) {
  return (
    <DataTable
      caption={`What reads differently of ${visibleText(name, { maxLength: 64 })}`}
      columns={['Question', 'Before', 'After']}
    >
      {reads.map(({ contract, expression, before, after }) => (
        <tr key={`${contract} ${expression}`}>
          <DataCell label="Question" className="md:w-1/3">
            <code className="wrap-anywhere">
              <UntrustedText text={expression} maxLength={300} />
            </code>
          </DataCell>
          <DataCell label="Before" side="before" className="wrap-anywhere md:w-1/3">
            <Answer text={before} />
          </DataCell>
          <DataCell label="After" side="after" className="wrap-anywhere md:w-1/3">
            <Answer text={after} />
          </DataCell>
        </tr>
      ))}
    </DataTable>
  )
}

/** Addresses and other bytes in the type in which characters can be compared; all else as words. */
function Answer({ text }: { text: string }) {
  return (
    <span className={/0x[0-9a-f]{8}/i.test(text) ? 'font-mono text-xs' : undefined}>
      <UntrustedText text={groupDigits(text)} maxLength={400} />
    </span>
  )
}
