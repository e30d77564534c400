import { zeroHash } from 'viem'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { HashView } from '@/components/address/hash-view'
import { ShortHash } from '@/components/address/short-hash'
import { operationPath } from '@/components/frame/paths'
import { type ChainClock, chainSeconds } from '@/components/time/chain-clock'
import { formatDelay } from '@/components/time/format-time'
import { TimeView } from '@/components/time/time-view'
import { KeyValue, type KeyValueRow } from '@/components/ui/key-value'
import { Verdict } from '@/components/ui/verdict'
import type { Operation } from '@/lib/core/timelock/operation'

export type OperationFactsProps = {
  operation: Operation
  clock: ChainClock
  labels?: AddressLabels | undefined
}

/** What the operation id commits to, and when it was scheduled. The delay is not part of the id. */
export function OperationFacts({ operation, clock, labels }: OperationFactsProps) {
  const { timelock, id, kind, calls, predecessor, salt } = operation
  const instance = operation.instances.at(-1)
  const now = chainSeconds(clock)
  const rows: KeyValueRow[] = [
    ['Operation id', <HashView key="id" hash={id} copyLabel="Copy operation id" />],
    [
      'Timelock',
      <AddressView
        key="timelock"
        address={timelock.address}
        label={labelOf(labels, timelock.address)}
        full
        copy
      />,
    ],
    ['Calls', kind === 'unknown' ? `${calls.length}` : `${calls.length}, ${kind}`],
    ['Predecessor', predecessor === zeroHash ? 'none' : <HashView key="p" hash={predecessor} />],
    [
      'Salt',
      salt === 'unknown' ? (
        <Verdict key="salt" verdict="unknown">
          not known; the id could not be recomputed.{' '}
          <a className="link" href={`${operationPath(timelock, id)}#by-hand`}>
            Enter it
          </a>
        </Verdict>
      ) : (
        <HashView key="salt" hash={salt} />
      ),
    ],
  ]
  if (instance) {
    rows.push(
      ['Delay', formatDelay(Number(instance.delay))],
      [
        'Scheduled',
        <span key="scheduled">
          <TimeView at={instance.scheduled.blockTimestamp} now={now} />{' '}
          <span className="text-ink-3 text-xs">UTC</span>{' '}
          <span className="text-ink-3 text-xs">
            in{' '}
            <ShortHash
              hash={instance.scheduled.transactionHash}
              copyLabel="Copy transaction hash"
            />
          </span>
        </span>,
      ],
    )
  }
  return <KeyValue rows={rows} stacked />
}
