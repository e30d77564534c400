import type { Abi } from 'viem'
import { configuredLabelOf } from '@/components/address/address-labels'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { WholeAddress } from '@/components/simulation/whole-address'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Verdict } from '@/components/ui/verdict'
import type { DifferenceGroup } from '@/lib/core/replay/group-results'
import type { ReplayEnd, ReplayResult } from '@/lib/core/replay/replay-result'
import { describeRevert } from '@/lib/core/simulation/describe-revert'
import { functionName } from '@/lib/core/simulation/explain-failure'
import { causeLines } from './cause-lines'
import { DifferenceLine, type DifferenceNames } from './difference-line'
import { outcomeWords } from './outcome-words'
import { groupAnchor } from './replay-picture'

type Names = DifferenceNames

const mostGroups = 100
const mostLines = 12
/** Groups that stand open: the worst comes first. */
const openGroups = 1

/** What differs, by its cause: the function, the reason, both sides of the first transactions of each. */
export function ReplayGroups({ groups, ...names }: Names & { groups: readonly DifferenceGroup[] }) {
  return (
    <>
      {groups.slice(0, mostGroups).map((group, place) => (
        <Group
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one document never change places
          key={place}
          group={group}
          place={place}
          names={names}
        />
      ))}
      {groups.length > mostGroups && (
        <p className="px-4 py-2 text-ink-3 text-xs">
          {groups.length - mostGroups} more groups in the raw data.
        </p>
      )}
    </>
  )
}

function Group({ group, place, names }: { group: DifferenceGroup; place: number; names: Names }) {
  const { outcome, transactions, causes, called, examples } = group
  const { words, check } = outcomeWords[outcome]
  const isOpen = place < openGroups
  return (
    <details open={isOpen} className="border-line border-t first:border-t-0">
      <summary className="px-4 py-2.5 text-sm hover:bg-sunken max-md:px-3">
        <span className="inline-flex w-[calc(100%-1.25rem)] flex-wrap items-baseline gap-x-3 gap-y-1 align-top">
          <b>
            {place + 1}. {transactions.toLocaleString('en')} × {words}
          </b>
          <Standing group={group} check={check} />
          <code className="wrap-anywhere">
            {called ? <Called group={group} names={names} /> : ''}
          </code>
          <Reason group={group} names={names} />
        </span>
      </summary>
      {/* A link to something within makes the browser open what it is folded in. */}
      <div id={groupAnchor(place)} className="scroll-mt-28 pb-3">
        {outcome === 'different' && (
          <ul className="grid gap-0.5 px-4 pb-2 text-ink-2 text-xs max-md:px-3">
            {causeLines(group, names)
              .slice(0, mostLines)
              .map((line) => (
                <li key={line} className="wrap-anywhere">
                  <UntrustedText text={line} maxLength={300} />
                </li>
              ))}
            {causes.length > mostLines && (
              <li className="text-ink-3">{causes.length - mostLines} more in the raw data.</li>
            )}
          </ul>
        )}
        <DataTable
          caption={`Transactions of group ${place + 1}`}
          columns={['Transaction', 'With the old code', 'With the new code']}
        >
          {examples.map((result) => (
            <Example key={result.hash} result={result} abi={abiOf(group, names)} names={names} />
          ))}
        </DataTable>
        {transactions > examples.length && (
          <p className="px-4 pt-2 text-ink-3 text-xs max-md:px-3">
            The first {examples.length} of {transactions.toLocaleString('en')}; all are in the raw
            data.
          </p>
        )}
      </div>
    </details>
  )
}

/** Whether somebody has said before that it would differ; the proposer's word alone counts for nothing. */
function Standing({
  group: { declared },
  check,
}: {
  group: DifferenceGroup
  check: string | undefined
}) {
  if (!declared) return <Verdict verdict="fail">{check}, not announced</Verdict>
  const reason = <UntrustedText text={declared.reason} maxLength={200} />
  if (declared.by === 'operator') return <Verdict verdict="pass">announced: {reason}</Verdict>
  return (
    <Verdict verdict="fail">
      {check}, announced by the proposer alone: {reason}
    </Verdict>
  )
}

/** What tells two groups of one function apart: why it reverts, or did. Of other differences there is a list. */
function Reason({ group, names }: { group: DifferenceGroup; names: Names }) {
  const { outcome, examples } = group
  if (outcome === 'different') return null
  const end = outcome === 'newly reverts' ? examples[0]?.after : examples[0]?.before
  if (!end?.revert) return null
  const { data, error } = end.revert
  const { name, message } = describeRevert({ data, error, abi: abiOf(group, names), others: [] })
  // The arguments of a contract's own error are those of one transaction.
  const own = name === undefined ? data.data.slice(0, 10) : name
  const isSpoken = data.size === 0 || name === 'Panic' || name === 'Error'
  return (
    <span className="text-ink-2 text-xs">
      {outcome === 'newly reverts' ? 'reverts' : 'reverted'}:{' '}
      <UntrustedText text={isSpoken ? message : own} maxLength={200} />
    </span>
  )
}

function Called({ group: { called }, names }: { group: DifferenceGroup; names: Names }) {
  if (!called) return null
  const { proxy, selector } = called
  const abi = abiOf({ called }, names)
  const label = configuredLabelOf(names.labels, proxy)
  return (
    <>
      {label ? <UntrustedText text={label} maxLength={64} /> : <WholeAddress address={proxy} />}.
      {selector.length === 10 ? functionName('CALL', selector, abi) : 'without calldata'}
    </>
  )
}

/** The proxy's own first: what stands behind it may be known by its own address alone. */
function abiOf({ called }: Pick<DifferenceGroup, 'called'>, { abis }: Names): Abi {
  const own = (called && abis[called.proxy]) ?? []
  return [...own, ...Object.values(abis).flat()]
}

function Example({ result, abi, names }: { result: ReplayResult; abi: Abi; names: Names }) {
  const { hash, blockNumber, index, before, after, differences, leftOut } = result
  return (
    <>
      <tr>
        <DataCell label="Transaction">
          <ShortHash hash={hash} />
          <span className="block text-ink-3 text-xs">
            block {blockNumber.toLocaleString('en')}, no. {index}
          </span>
        </DataCell>
        <DataCell label="Old code" side="before">
          <End end={before} abi={abi} />
        </DataCell>
        <DataCell label="New code" side="after">
          <End end={after} abi={abi} />
        </DataCell>
      </tr>
      {differences.length > 0 && (
        <tr>
          <td colSpan={3}>
            <details>
              <summary className="min-h-6 text-ink-2 text-xs hover:text-ink">
                {differences.length + leftOut} differences
              </summary>
              <ul className="mt-1 grid gap-2 text-xs">
                {differences.slice(0, mostLines).map((one, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the differences of one document never change places
                  <li key={at}>
                    <DifferenceLine difference={one} transaction={hash} names={names} />
                  </li>
                ))}
              </ul>
              {differences.length + leftOut > mostLines && (
                <p className="text-ink-3 text-xs">More in the raw data.</p>
              )}
            </details>
          </td>
        </tr>
      )}
    </>
  )
}

function End({ end, abi }: { end: ReplayEnd | undefined; abi: Abi }) {
  if (!end) return <>unknown</>
  const gas = (
    <span className="block text-ink-3 text-xs">{end.gasUsed.toLocaleString('en')} gas</span>
  )
  if (!end.revert) {
    return <>succeeds {gas}</>
  }
  const { data, error } = end.revert
  const { name, message } = describeRevert({ data, error, abi, others: [] })
  return (
    <>
      reverts{' '}
      {name && (
        <code>
          <UntrustedText text={name} maxLength={100} />
        </code>
      )}{' '}
      <span className="text-ink-2 text-xs">
        <UntrustedText text={message} maxLength={300} />
      </span>
      {!name && data.size > 0 && (
        <code className="block break-all text-xs">{data.data.slice(0, 138)}</code>
      )}
      {gas}
    </>
  )
}
