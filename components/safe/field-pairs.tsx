import type { Address } from 'viem'
import { CodeBlock } from '@/components/ui/code-block'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import { looksAlike } from '@/lib/core/chain/looks-alike'
import type { FieldPair } from '@/lib/core/safe/diff-transactions'

/** Longer bytes are folded: what they mean stands in rows of its own. */
const longestShown = 66

export type FieldPairsProps = {
  pairs: readonly FieldPair[]
  /** What the table compares, for those who cannot see its surroundings. */
  caption: string
  leftLabel: string
  rightLabel: string
}

/** Two transactions field by field: what differs, and folded below what is the same. */
export function FieldPairs({ pairs, caption, leftLabel, rightLabel }: FieldPairsProps) {
  const differing = pairs.filter(({ differs }) => differs)
  const same = pairs.filter(({ differs }) => !differs)
  const table = (rows: readonly FieldPair[], what: string) => (
    <Panel>
      <DataTable caption={`${caption}: ${what}`} columns={['Field', leftLabel, rightLabel]}>
        {rows.map((pair) => (
          <tr key={pair.field}>
            <th scope="row" className="md:whitespace-nowrap">
              {pair.field}
            </th>
            <DataCell label={leftLabel}>
              <Side form={pair.form} value={pair.left} />
            </DataCell>
            <DataCell label={rightLabel}>
              <Side form={pair.form} value={pair.right} />
              <LookAlike pair={pair} />
            </DataCell>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
  return (
    <div className="grid gap-2">
      {differing.length > 0 && table(differing, 'what differs')}
      {same.length > 0 && (
        <Disclosure
          summary={`${same.length} ${same.length === 1 ? 'field is' : 'fields are'} the same`}
        >
          {table(same, 'what is the same')}
        </Disclosure>
      )}
    </div>
  )
}

function LookAlike({ pair: { form, left, right, differs } }: { pair: FieldPair }) {
  if (form !== 'address' || !differs || !left || !right) return null
  return looksAlike(left as Address, right as Address) ? (
    <div>
      <Verdict verdict="warn">look-alike: both begin and end with the same characters</Verdict>
    </div>
  ) : null
}

function Side({ form, value }: { form: FieldPair['form']; value: string | undefined }) {
  if (value === undefined) return <Verdict verdict="not-applicable">has none</Verdict>
  if (form === 'text') return value
  if (value.length <= longestShown) {
    return <span className="break-all font-mono text-xs leading-5">{value}</span>
  }
  return (
    <Disclosure summary={`${((value.length - 2) / 2).toLocaleString('en-US')} bytes`}>
      <CodeBlock>{value}</CodeBlock>
    </Disclosure>
  )
}
