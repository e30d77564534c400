import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { QueueGroup, QueueRow } from '@/lib/core/patch/queue-row'
import type { Stage } from '@/lib/core/patch/stage'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

const groupOfStage: Readonly<Record<Stage, QueueGroup | undefined>> = {
  ready: 'ready',
  scheduled: 'waiting',
  blocked: 'blocked',
  executed: 'watched',
  cancelled: 'closed',
  superseded: 'closed',
  'rolled-back': 'closed',
  // These have rows only through the Safe transactions that are open for them.
  proposed: undefined,
  draft: undefined,
}

const groupOrder: readonly QueueGroup[] = [
  'ready',
  'waiting',
  'blocked',
  'signatures',
  'watched',
  'closed',
]

/**
 * The queue: grouped by what can be done now; operations by the time they can execute, Safe transactions by nonce,
 * what is over by the time it ended, newest first.
 */
export function queueRows(records: readonly PatchRecord[]): QueueRow[] {
  const rows = records.flatMap((record) => [...operationRows(record), ...transactionRows(record)])
  return withRivals(rows).sort(
    (a, b) =>
      groupOrder.indexOf(a.group) - groupOrder.indexOf(b.group) ||
      compareWithin(a, b) ||
      a.record.key.localeCompare(b.record.key),
  )
}

function operationRows(record: PatchRecord): QueueRow[] {
  const group = groupOfStage[record.stage]
  return group ? [{ group, record, transaction: undefined, purpose: undefined, rivals: 1 }] : []
}

function transactionRows(record: PatchRecord): QueueRow[] {
  const row =
    (purpose: NonNullable<QueueRow['purpose']>) =>
    (transaction: ProposedTransaction): QueueRow => ({
      group: 'signatures',
      record,
      transaction,
      purpose,
      rivals: 1,
    })
  return [
    ...record.schedules.filter(isPending).map(row('schedule')),
    ...record.executions.filter(isPending).map(row('execute')),
    ...record.cancellations.filter(isPending).map(row('cancel')),
    ...record.others.filter(isPending).map(row('other')),
  ]
}

const isPending = ({ outcome }: ProposedTransaction) => outcome.status === 'pending'

function withRivals(rows: readonly QueueRow[]): QueueRow[] {
  const open = new Map<string, Set<string>>()
  for (const { transaction } of rows) {
    if (!transaction) continue
    const hashes = open.get(nonceKey(transaction)) ?? new Set()
    open.set(nonceKey(transaction), hashes.add(transaction.safeTxHash))
  }
  return rows.map((row) =>
    row.transaction ? { ...row, rivals: open.get(nonceKey(row.transaction))?.size ?? 1 } : row,
  )
}

function nonceKey({ transaction: { safe, nonce } }: ProposedTransaction): string {
  return `${safe.chainId}:${safe.address.toLowerCase()}:${nonce}`
}

function compareWithin(a: QueueRow, b: QueueRow): number {
  if (a.transaction && b.transaction) {
    const [one, other] = [a.transaction.transaction, b.transaction.transaction]
    return (
      one.safe.address.toLowerCase().localeCompare(other.safe.address.toLowerCase()) ||
      Number(one.nonce - other.nonce) ||
      Number(a.transaction.submittedAt - b.transaction.submittedAt)
    )
  }
  const order = a.group === 'watched' || a.group === 'closed' ? -1 : 1
  return order * Number(timeOf(a.record) - timeOf(b.record))
}

/** Seconds: when the last scheduling ended, or can be executed. */
function timeOf({ live, schedules }: PatchRecord): bigint {
  const last = live?.operation.instances.at(-1)
  const end = last?.executed ?? last?.cancelled
  return end?.blockTimestamp ?? last?.eta ?? schedules.at(-1)?.submittedAt ?? 0n
}
