import type { Address } from 'viem'
import type { AddressLabels } from '@/components/address/address-labels'
import type { ChainClock } from '@/components/time/chain-clock'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Count } from '@/components/ui/tag'
import type { RecordReview } from '@/lib/core/patch/desk'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { ClosedPatches } from './closed-patches'
import { layoutQueue, type QueueGroup, type QueueGroupName } from './queue-layout'
import { QueueRow } from './queue-row'
import { reviewOf } from './record-facts'

export type QueueTableProps = {
  records: readonly PatchRecord[]
  /** Those that could be read; a missing one leaves its thresholds unknown. */
  safes: readonly SafeState[]
  clock: ChainClock
  labels?: AddressLabels | undefined
  /** Keys of those that are not as they were when they were first looked at. */
  drifting?: ReadonlySet<string> | undefined
  /** The last review of each that has one. */
  reviews?: readonly RecordReview[] | undefined
  /** Who is looking, where that is known. */
  viewer?: Address | undefined
  /** Words for a queue without rows: what would be here. */
  empty?: { title: string; text: string } | undefined
}

const headings: Record<QueueGroupName, readonly [title: string, note: string]> = {
  ready: ['Ready', 'the delay is over: whoever may execute can do it now'],
  waiting: ['Waiting', 'the delay is running'],
  blocked: ['Blocked', 'delay or not, its predecessor must be done first'],
  'needs-signatures': ['Needs signatures', ''],
  executed: ['Executed', ''],
}

/** Everything under way, by what it waits for, with the order in the gutter; what is over is folded below. */
export function QueueTable({
  records,
  safes,
  clock,
  labels,
  drifting,
  reviews,
  viewer,
  empty,
}: QueueTableProps) {
  const { groups, closed } = layoutQueue(records)
  const rowProps = { records, safes, clock, labels, drifting, viewer }
  return (
    <div className="grid gap-3">
      {/* Where letters are larger still, even its narrow form does not fit. */}
      <Panel className="queue-frame overflow-x-auto">
        {groups.length === 0 ? (
          <EmptyState title={empty?.title ?? 'The queue is empty'}>
            {empty?.text ?? 'Patches that are proposed, waiting or ready appear here.'}
          </EmptyState>
        ) : (
          <table className="data-table queue">
            <caption className="sr-only">
              Patches and Safe transactions by what they wait for
            </caption>
            <thead>
              <tr>
                <th scope="col" className="gutter">
                  <span className="sr-only">Order</span>
                </th>
                <th scope="col" className="subject">
                  Patch or transaction
                </th>
                <th scope="col">Checks</th>
                <th scope="col">Signatures</th>
                <th scope="col">Time, UTC</th>
                <th scope="col">
                  <span className="sr-only">Action</span>
                </th>
              </tr>
            </thead>
            {groups.map((group) => (
              <tbody key={group.name}>
                <GroupHeading group={group} />
                {group.entries.map((entry) => (
                  <QueueRow
                    key={entry.record.key}
                    entry={entry}
                    review={reviewOf(entry.record, reviews)}
                    {...rowProps}
                  />
                ))}
              </tbody>
            ))}
          </table>
        )}
      </Panel>
      {closed.length > 0 && <ClosedPatches records={closed} clock={clock} />}
    </div>
  )
}

function GroupHeading({ group }: { group: QueueGroup }) {
  const [title, note] = headings[group.name]
  return (
    <tr className="group">
      <td className={`gutter ${group.threaded ? 'thread-through' : ''}`} />
      <th colSpan={5} scope="rowgroup">
        <span className="font-semibold text-ink text-sm">{title}</span>{' '}
        <Count>{group.entries.length}</Count>
        {note && <span className="ml-1.5 font-normal text-ink-3 text-xs">{note}</span>}
      </th>
    </tr>
  )
}
