import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { Stage } from '@/lib/core/patch/stage'
import { drawGutter, type GutterRow } from './queue-gutter'
import { etaOf, executedAt, predecessorOf, recordOfOperation } from './record-facts'

export type QueueGroupName = 'ready' | 'waiting' | 'blocked' | 'needs-signatures' | 'executed'

export type QueueEntry = GutterRow & { readonly record: PatchRecord }

export type QueueGroup = {
  readonly name: QueueGroupName
  /** Whether a thread runs through the group's heading. */
  readonly threaded: boolean
  readonly entries: readonly QueueEntry[]
}

export type QueueLayout = {
  readonly groups: readonly QueueGroup[]
  readonly closed: readonly PatchRecord[]
}

const groupOf: Record<Stage, QueueGroupName | 'closed'> = {
  ready: 'ready',
  scheduled: 'waiting',
  blocked: 'blocked',
  draft: 'needs-signatures',
  proposed: 'needs-signatures',
  executed: 'executed',
  cancelled: 'closed',
  superseded: 'closed',
  'rolled-back': 'closed',
}

const order: readonly QueueGroupName[] = [
  'ready',
  'waiting',
  'blocked',
  'needs-signatures',
  'executed',
]

/** Groups, orders and connects what is in the queue. Pure: the same records make the same picture. */
export function layoutQueue(records: readonly PatchRecord[]): QueueLayout {
  const ranked = order.map((name) => ({ name, records: sorted(name, records) }))
  const rows = ranked.flatMap((group) => group.records)
  const gutters = drawGutter(rows, records)
  let index = 0
  const groups = ranked
    .filter((group) => group.records.length > 0)
    .map((group) => {
      const first = gutters[index]?.gutter
      const threaded =
        first === 'thread-through' || first === 'thread-joint' || first === 'thread-end'
      const entries = group.records.map((record) => {
        const drawn = gutters[index] ?? { gutter: 'none' as const, rivals: undefined }
        index += 1
        return { record, ...drawn }
      })
      return { name: group.name, threaded, entries }
    })
  return { groups, closed: records.filter(({ stage }) => groupOf[stage] === 'closed') }
}

function sorted(name: QueueGroupName, all: readonly PatchRecord[]): PatchRecord[] {
  const group = all.filter(({ stage }) => groupOf[stage] === name)
  const key = sortKeys[name](all)
  return group.toSorted((a, b) => compareKeys(key(a), key(b)))
}

type SortKey = readonly bigint[]

/** Waiting ends with what others wait for and blocked begins with what waits for it, so that threads stay short. */
const sortKeys: Record<
  QueueGroupName,
  (all: readonly PatchRecord[]) => (record: PatchRecord) => SortKey
> = {
  ready: (all) => (record) => [hasSuccessor(all, record) ? 1n : 0n, etaOf(record) ?? 0n],
  waiting: (all) => (record) => [hasSuccessor(all, record) ? 1n : 0n, etaOf(record) ?? 0n],
  blocked: () => (record) => [etaOf(record) ?? 0n],
  'needs-signatures': () => (record) => {
    const lead = leadTransaction(record)
    const safe = lead ? BigInt(lead.transaction.safe.address) : 0n
    return [safe, lead?.transaction.nonce ?? 0n, lead?.submittedAt ?? 0n]
  },
  executed: () => (record) => [-executedAt(record)],
}

function compareKeys(a: SortKey, b: SortKey): number {
  for (let index = 0; index < a.length; index += 1) {
    const [left, right] = [a[index] ?? 0n, b[index] ?? 0n]
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}

function hasSuccessor(all: readonly PatchRecord[], record: PatchRecord): boolean {
  return all.some(
    (other) =>
      groupOf[other.stage] !== 'closed' &&
      record.operationId !== undefined &&
      predecessorOf(other) === record.operationId &&
      recordOfOperation(all, { id: record.operationId, like: other }) === record,
  )
}
