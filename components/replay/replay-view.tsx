import type { Abi, Address, Hash } from 'viem'
import type { AddressLabels } from '@/components/address/address-labels'
import { HashView } from '@/components/address/hash-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { reportFilePath } from '@/components/frame/paths'
import { CodeBlock } from '@/components/ui/code-block'
import { KeyValue } from '@/components/ui/key-value'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import { unseenOf } from '@/lib/core/replay/judge-replay'
import type { NamedStorage } from '@/lib/core/replay/named-storage'
import type { Replay } from '@/lib/core/replay/replay'
import { describeWays } from '@/lib/core/replay/replay-way'
import type { ReplayReport } from '@/lib/core/report/replay-report'
import { reproduceReplay } from '@/lib/core/report/reproduce-replay'
import { GasTable } from './gas-table'
import { ReplayGroups } from './replay-groups'
import { ReplayPicture } from './replay-picture'

const mostGaps = 30

const sources: Record<Replay['source']['kind'], string> = {
  traces: 'found by traces and events',
  blocks:
    'found by events and direct calls; what reached the proxy from inside others without an event is missing',
  list: 'from a list',
}

const methods: Record<Replay['mode'], string> = {
  exact:
    'exact: each on the state just before it, run by Anvil here; the old code has to come to what the receipt says',
  screening: 'screening: one after the other on simulated states; what differs again by itself',
}

/** Everything that a replay found: the picture, what differs by its cause, gas, and how it was found. */
export function ReplayView({
  report,
  hash,
  abis,
  labels,
  storage,
}: {
  report: ReplayReport
  hash: Hash
  abis: Readonly<Record<Address, Abi>>
  labels?: AddressLabels | undefined
  /** What the words of storage mean; undefined where that is not known yet. */
  storage?: NamedStorage | undefined
}) {
  const { replay, findings } = report
  const { transactions, groups, gas, mode, source, subject } = replay
  const unseen = unseenOf(replay)
  return (
    <div className="grid gap-4">
      <Panel>
        <div className="px-4 py-4 max-md:px-3">
          <ReplayPicture marks={transactions} />
        </div>
        <ul className="grid gap-1 border-line border-t px-4 py-3 text-sm max-md:px-3">
          {findings.map(({ check, title, verdict, detail }) => (
            <li key={check} className="flex flex-wrap items-baseline gap-x-2">
              <Verdict verdict={verdict} boxed /> <code>{check}</code> <b>{title}</b>
              <span className="text-ink-2">
                <UntrustedText text={detail} maxLength={300} />
              </span>
            </li>
          ))}
        </ul>
        {unseen.length > 0 && (
          <div className="border-line border-t border-dashed px-4 py-3 text-sm max-md:px-3">
            <Verdict verdict="unknown">Not seen</Verdict>
            <ul className="mt-1 grid gap-1 text-ink-2">
              {unseen.slice(0, mostGaps).map((gap) => (
                <li key={gap}>
                  <UntrustedText text={gap} maxLength={400} />
                </li>
              ))}
            </ul>
            {unseen.length > mostGaps && <p>{unseen.length - mostGaps} more in the raw data.</p>}
          </div>
        )}
      </Panel>
      {groups.length > 0 && (
        <Panel title="What differs" note="by its cause">
          <ReplayGroups groups={groups} abis={abis} labels={labels} storage={storage} />
        </Panel>
      )}
      {gas.length > 0 && (
        <Panel title="Gas" note="of transactions that end alike">
          <GasTable rows={gas} abis={abis} labels={labels} />
        </Panel>
      )}
      <Panel padded>
        <KeyValue
          stacked
          rows={[
            ['Up to block', subject.block.number.toLocaleString('en')],
            ['Transactions', sourceOf(replay)],
            ['Method', `${methods[mode]}; ${sources[source.kind]}`],
            ['Run', describeWays(replay.ways).join('; ') || 'none'],
            ...(subject.overrides.length > 0
              ? [['Found instead', overridesOf(replay)] as const]
              : []),
            ['Hash', <HashView key="hash" hash={hash} copyLabel="Copy hash of the replay" />],
            [
              'Raw data',
              <a key="raw" href={reportFilePath(hash)} download="replay.json" className="link">
                replay.json
              </a>,
            ],
            [
              'Again',
              <div key="again">
                <CodeBlock>{reproduceReplay()}</CodeBlock>
                <p className="mt-1 max-w-prose text-ink-2 text-xs">
                  With the raw data as the file; RPC_URL a node of the chain that has the states of
                  the past.
                </p>
              </div>,
            ],
          ]}
        />
      </Panel>
    </div>
  )
}

function sourceOf({ source, transactions }: Replay): string {
  const { last, fromBlock, toBlock } = source
  const count = transactions.length.toLocaleString('en')
  if (last === undefined) return count
  const range =
    fromBlock === undefined || toBlock === undefined
      ? ''
      : `, in blocks ${fromBlock.toLocaleString('en')} to ${toBlock.toLocaleString('en')}`
  return `${count} of the last ${last.toLocaleString('en')} that were asked for${range}`
}

function overridesOf({ subject: { overrides } }: Replay) {
  return (
    <details>
      <summary>{overrides.length} words of storage, for the new code</summary>
      <ul className="mt-1 grid gap-1 text-ink-2">
        {overrides.slice(0, mostGaps).map(({ address, slot, word, reason }) => (
          <li key={`${address} ${slot}`}>
            <code className="break-all">{`${address} ${slot} = ${word}`}</code>{' '}
            <UntrustedText text={reason} maxLength={200} />
          </li>
        ))}
      </ul>
      {overrides.length > mostGaps && <p>{overrides.length - mostGaps} more in the raw data.</p>}
    </details>
  )
}
