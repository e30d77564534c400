import Link from 'next/link'
import type { Address } from 'viem'
import type { AddressLabels } from '@/components/address/address-labels'
import { UntrustedText } from '@/components/address/untrusted-text'
import { patchPath } from '@/components/frame/paths'
import { rowLink } from '@/components/frame/row-focus'
import type { ChainClock } from '@/components/time/chain-clock'
import { ButtonLink } from '@/components/ui/button'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { RecordReview } from '@/lib/core/patch/desk'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { QueueChecks } from './queue-checks'
import type { QueueEntry } from './queue-layout'
import { QueueSignatures } from './queue-signatures'
import { QueueSubject } from './queue-subject'
import { QueueTime } from './queue-time'
import { rowAction } from './row-action'

export type QueueRowProps = {
  entry: QueueEntry
  /** All of the queue, to name a predecessor. */
  records: readonly PatchRecord[]
  safes: readonly SafeState[]
  clock: ChainClock
  labels?: AddressLabels | undefined
  /** Keys of those that are not as they were when they were first looked at. */
  drifting?: ReadonlySet<string> | undefined
  /** The last review of it. */
  review?: RecordReview | undefined
  viewer?: Address | undefined
}

/** One record in the queue: what, how far signed, when, and what to do next. */
export function QueueRow({
  entry,
  records,
  safes,
  clock,
  labels,
  drifting,
  review,
  viewer,
}: QueueRowProps) {
  const { record, gutter, rivals } = entry
  const action = rowAction({ record, safes, viewer })
  const title = visibleText(record.title, { maxLength: 120 })
  return (
    <>
      {rivals && (
        <tr className="rivals">
          <td className="gutter" />
          <th colSpan={5} scope="rowgroup">
            {rivals.count} transactions share nonce {String(rivals.nonce)}. Only one can ever
            execute.
          </th>
        </tr>
      )}
      <tr className="entry">
        <td className={`gutter ${gutter === 'none' ? '' : gutter}`} />
        <td className="subject">
          <Link
            {...rowLink}
            href={patchPath(record.key)}
            prefetch={false}
            className="relative inline-block py-0.5 font-medium text-base hover:underline"
          >
            <UntrustedText text={record.title} maxLength={120} />
          </Link>
          <QueueSubject
            record={record}
            records={records}
            labels={labels}
            isDrifting={drifting?.has(record.key)}
          />
        </td>
        <td data-label="Checks">
          <QueueChecks review={review} block={clock.block.number} />
        </td>
        <td data-label="Signatures">
          <QueueSignatures record={record} safes={safes} />
        </td>
        <td data-label="Time">
          <QueueTime record={record} clock={clock} />
        </td>
        <td className="text-right max-md:text-left">
          <ButtonLink
            href={action.href}
            size="small"
            className="min-w-25 max-md:min-w-20"
            aria-label={`${action.label}: ${title}`}
          >
            {action.label}
          </ButtonLink>
        </td>
      </tr>
    </>
  )
}
