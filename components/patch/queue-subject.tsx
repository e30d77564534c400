import type { ReactNode } from 'react'
import type { Hash } from 'viem'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { DriftTag } from '@/components/drift/drift-tag'
import { Icon } from '@/components/ui/icon'
import { Tag } from '@/components/ui/tag'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { predecessorOf, recordOfOperation } from './record-facts'
import { SeverityTag } from './severity-tag'

export type QueueSubjectProps = {
  record: PatchRecord
  records: readonly PatchRecord[]
  labels?: AddressLabels | undefined
  isDrifting?: boolean | undefined
}

/** The second line of a row: how bad, after what, on which contract, under which hash. */
export function QueueSubject({ record, records, labels, isDrifting }: QueueSubjectProps) {
  const target = targetOf(record)
  const lead = leadTransaction(record)
  const after = predecessorOf(record)
  const predecessor = after && recordOfOperation(records, { id: after, like: record })
  const predecessorId = predecessor?.stage === 'executed' ? undefined : after
  const cancelling = record.cancellations.some(({ outcome }) => outcome.status === 'pending')
  return (
    <div className="facts mt-0.5 text-ink-3 text-xs">
      <Dotted
        tags={[
          isDrifting && <DriftTag recordKey={record.key} />,
          record.patch && <SeverityTag severity={record.patch.severity} />,
          predecessorId && <After id={predecessorId} predecessor={predecessor} />,
          cancelling && <Tag tone="strong">cancellation proposed</Tag>,
        ]}
      >
        {record.stage === 'proposed' && lead && `nonce ${lead.transaction.nonce}`}
        {target && <AddressView address={target} label={labelOf(labels, target)} />}
        {record.operationId && (
          <span>
            operation <ShortHash hash={record.operationId} />
          </span>
        )}
        {!record.operationId && lead && (
          <span>
            safeTxHash <ShortHash hash={lead.safeTxHash} />
          </span>
        )}
        {severalProtocols(records) && <UntrustedText text={record.protocol} maxLength={40} />}
      </Dotted>
    </div>
  )
}

const severalProtocols = (records: readonly PatchRecord[]) =>
  records.some(({ protocol }) => protocol !== records[0]?.protocol)

function targetOf(record: PatchRecord) {
  const upgraded = record.patch?.upgrades[0]?.proxy.address
  const called = record.patch?.calls[0]?.target ?? record.live?.operation.calls[0]?.target
  return upgraded ?? called
}

function After({ id, predecessor }: { id: Hash; predecessor: PatchRecord | undefined }) {
  return (
    <Tag>
      <span className="flex h-[1lh] shrink-0 items-center self-start">
        <Icon name="after" />
      </span>
      <span className="min-w-0 wrap-anywhere">
        <span className="sr-only">can run only </span>after{' '}
        {predecessor ? (
          <UntrustedText text={predecessor.title} maxLength={60} />
        ) : (
          <ShortHash hash={id} />
        )}
      </span>
    </Tag>
  )
}

/** Tags, then facts with dots between them. */
function Dotted({
  tags,
  children,
}: {
  tags: readonly ReactNode[]
  children: readonly ReactNode[]
}) {
  return (
    <ul>
      {tags.filter(Boolean).map((tag, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the tags of one line never change places
        <li key={`tag-${index}`} className="tagged">
          {tag}
        </li>
      ))}
      {children.filter(Boolean).map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the facts of one line never change places
        <li key={`fact-${index}`}>{fact}</li>
      ))}
    </ul>
  )
}
