import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { risks } from '@/components/operation-list/queue-search'
import { type ChainClock, chainSeconds } from '@/components/time/chain-clock'
import { formatDelay, formatUtc } from '@/components/time/format-time'
import { TimeView } from '@/components/time/time-view'
import { KeyValue, type KeyValueRow } from '@/components/ui/key-value'
import { Tag } from '@/components/ui/tag'
import { Verdict } from '@/components/ui/verdict'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

export type QueuedFactsProps = {
  page: Omit<ListedOperation, 'operation'> & { readonly operation: QueuedOperation }
  clock: ChainClock | undefined
}

/** What identifies the operation, and who scheduled it when. */
export function QueuedFacts({ page, clock }: QueuedFactsProps) {
  const { operation, scheduled, due, expires, isFinal, predecessor, waitsFor, proposer } = page
  const now = clock && chainSeconds(clock)
  const rows: KeyValueRow[] = [
    [
      'Scheduled',
      <span key="scheduled">
        <TimeView at={scheduled.timestamp} now={now} />{' '}
        <span className="text-ink-3 text-xs">UTC</span>{' '}
        <span className="text-ink-3 text-xs">
          in <ShortHash hash={scheduled.transactionHash} copyLabel="Copy transaction hash" />
        </span>
      </span>,
    ],
    ['Delay', delayWords(due - scheduled.timestamp)],
    ['Expires', expires === undefined ? 'never' : `${formatUtc(Number(expires), { now })}`],
    proposerRow(proposer, operation.proposerFrom),
    ['Calls', callsWords(operation)],
    ...(operation.origin === undefined
      ? []
      : [
          ['Told by', 'the call that scheduled it: a batch without calls leaves no event'] as const,
        ]),
    [
      'Predecessor',
      predecessor ? (
        <ShortHash key="predecessor" hash={predecessor} copyLabel="Copy predecessor" />
      ) : (
        'none'
      ),
    ],
    ...(waitsFor
      ? [
          [
            'Waits for',
            <ShortHash key="next" hash={waitsFor} copyLabel="Copy what is next" />,
          ] as const,
        ]
      : []),
    ...(operation.salt === undefined ? [] : [saltRow(operation.salt)]),
    [
      'Finality',
      isFinal ? (
        'final'
      ) : (
        <Verdict key="final" verdict="unknown">
          not finalized: a reorganisation may still undo its newest event
        </Verdict>
      ),
    ],
  ]
  return (
    <>
      {page.risks.length > 0 && (
        <p className="mb-3 flex flex-wrap gap-1.5">
          {page.risks.map((risk) => (
            <Tag key={risk} tone={risk === 'value' ? 'plain' : 'strong'}>
              {risks[risk]}
            </Tag>
          ))}
        </p>
      )}
      <KeyValue rows={rows} stacked />
    </>
  )
}

/** Delays beyond any calendar are numbers. */
function delayWords(seconds: bigint): string {
  return seconds > 100_000_000_000n ? `${seconds} s` : formatDelay(Number(seconds))
}

function callsWords({ calls, encoding, missingCalls }: QueuedOperation) {
  const kind = encoding && encoding !== 'unknown' ? `, ${encoding}` : ''
  if (missingCalls === undefined) return `${calls.length}${kind}`
  return (
    <Verdict key="calls" verdict="unknown">
      {calls.length} known, {missingCalls} not delivered
    </Verdict>
  )
}

function proposerRow(
  proposer: ListedOperation['proposer'],
  from: QueuedOperation['proposerFrom'],
): KeyValueRow {
  if (proposer === undefined) {
    return [
      'Proposer',
      <Verdict key="proposer" verdict="unknown">
        {from === 'unknown'
          ? 'not known: no event says it, and its transaction does not prove it'
          : 'not known yet: no event says it, and its transaction was not looked at'}
      </Verdict>,
    ]
  }
  return [
    'Proposer',
    <span key="proposer">
      <AddressView address={proposer} full copy />{' '}
      <span className="text-ink-3 text-xs">
        {from === 'transaction' ? 'by the call in its transaction' : 'by its event'}
      </span>
    </span>,
  ]
}

function saltRow(salt: NonNullable<QueuedOperation['salt']>): KeyValueRow {
  return [
    'Salt',
    salt === 'unknown' ? (
      <Verdict key="salt" verdict="unknown">
        not known: no event and no transaction tells it
      </Verdict>
    ) : (
      <ShortHash key="salt" hash={salt} copyLabel="Copy salt" />
    ),
  ]
}
