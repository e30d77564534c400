import { UntrustedText } from '@/components/address/untrusted-text'
import { KeyValue } from '@/components/ui/key-value'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { Known } from '@/lib/core/chain/snapshot'
import { searchedUpTo } from '@/lib/core/timelock/kind/searched-up-to'

type Range = { readonly fromBlock: bigint; readonly toBlock: bigint }

export type CoverageViewProps = {
  firstBlock: Known<bigint>
  scanFrom: bigint
  /** The block up to which its operations are known. */
  indexed: bigint | undefined
  finalized: bigint | undefined
  /** The newest block that was heard of. */
  head: bigint | undefined
  scanned: readonly (Range & {
    readonly nodes: readonly string[]
    readonly problem?: string | undefined
  })[]
  unscanned: readonly Range[]
  problem: { readonly text: string; readonly since: Date } | undefined
  /** Where batches without calls were looked for; undefined where the kind cannot have any. */
  calls: { readonly byInputs: readonly Range[]; readonly unsearched: readonly Range[] } | undefined
}

/** Which blocks were read, so that nobody takes silence for an answer. */
export function CoverageView(props: CoverageViewProps) {
  const { firstBlock, scanFrom, indexed, finalized, head, scanned, unscanned, problem } = props
  const { calls } = props
  const nodes = [...new Set(scanned.flatMap((range) => range.nodes))]
  const failed = scanned.filter((range) => range.problem !== undefined)
  return (
    <Panel title="Blocks that were read" padded>
      <KeyValue
        rows={[
          [
            'Since',
            <span key="since">
              block {number(scanFrom)}
              {firstBlock.known ? (
                firstBlock.value === scanFrom && ', its deployment'
              ) : (
                <span className="block">
                  <Verdict verdict="unknown">
                    its deployment is not known:{' '}
                    <UntrustedText text={firstBlock.reason} maxLength={200} />
                  </Verdict>
                </span>
              )}
            </span>,
          ],
          ['Up to', indexed === undefined ? 'nothing yet' : `block ${number(indexed)}`],
          ['Newest block', head === undefined ? 'not heard of yet' : number(head)],
          ['Final up to', finalized === undefined ? 'not known' : number(finalized)],
          ...(nodes.length > 0 ? [['Told by', nodes.join(', ')] as const] : []),
        ]}
      />
      {unscanned.length > 0 ? (
        <div className="mt-3 grid gap-1">
          <Verdict verdict="unknown">
            {rangesWords(unscanned)} not read: nothing is said of them
          </Verdict>
          <ul className="text-ink-2 text-xs">
            {unscanned.slice(0, 5).map(({ fromBlock, toBlock }) => (
              <li key={fromBlock.toString()}>
                {number(fromBlock)} to {number(toBlock)}
              </li>
            ))}
            {unscanned.length > 5 && <li>and {unscanned.length - 5} more ranges</li>}
          </ul>
        </div>
      ) : (
        indexed !== undefined && (
          <p className="mt-3">
            <Verdict verdict="pass">every block in between was read</Verdict>
          </p>
        )
      )}
      {calls && <Searched {...calls} scanFrom={scanFrom} finalized={finalized} />}
      {failed.map((range) => (
        <p key={range.fromBlock.toString()} className="mt-2 text-ink-2 text-xs">
          Blocks {number(range.fromBlock)} to {number(range.toBlock)} could not be read:{' '}
          <UntrustedText text={range.problem ?? ''} maxLength={300} />
        </p>
      ))}
      {problem && (
        <p className="mt-3 text-sm">
          <Verdict verdict="unknown">not brought up to date</Verdict>{' '}
          <UntrustedText text={problem.text} maxLength={300} />
        </p>
      )}
    </Panel>
  )
}

/** A batch without calls leaves no event: it is looked for among the calls, and only in final blocks. */
function Searched({
  byInputs,
  unsearched,
  scanFrom,
  finalized,
}: NonNullable<CoverageViewProps['calls']> & Pick<CoverageViewProps, 'scanFrom' | 'finalized'>) {
  const searched = searchedUpTo({ scanFrom, finalized, unsearched })
  if (searched && byInputs.length === 0) {
    const { block, waiting } = searched
    return (
      <div className="mt-3 grid gap-1 text-sm">
        <Verdict verdict="pass">
          batches without calls, which leave no event: looked for up to block {number(block)}
          {waiting === 0n && ', the last final one'}
        </Verdict>
        {waiting > 0n && (
          <p className="text-ink-2 text-xs">
            {waiting === 1n
              ? 'The final block since then is next.'
              : `The ${number(waiting)} final blocks since then are next.`}
          </p>
        )}
      </div>
    )
  }
  const [first] = unsearched
  return (
    <div className="mt-3 grid gap-1 text-sm">
      <Verdict verdict="unknown">batches without calls leave no event; some may be missing</Verdict>
      <ul className="text-ink-2 text-xs">
        {first && (
          <li>
            {rangesWords(unsearched)} not searched for them yet
            {first.fromBlock > scanFrom && `: all up to ${number(first.fromBlock - 1n)} were`}
          </li>
        )}
        {byInputs.length > 0 && (
          <li>
            {rangesWords(byInputs)} searched without traces: what a contract called by itself is not
            seen
          </li>
        )}
      </ul>
    </div>
  )
}

const number = (block: bigint) => block.toLocaleString('en-US')

function rangesWords(ranges: readonly Range[]): string {
  const count = ranges.reduce((sum, { fromBlock, toBlock }) => sum + toBlock - fromBlock + 1n, 0n)
  return count === 1n ? '1 block was' : `${number(count)} blocks were`
}
