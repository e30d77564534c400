import {
  countOperations,
  listOperations,
  type OperationFilter,
  type StandingCounts,
} from '@/lib/adapters/store/list-operations'
import { BadCursorError } from '@/lib/adapters/store/operation-cursor'
import type { Store } from '@/lib/adapters/store/store'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import { operationsPerPage } from '@/lib/core/timelock/kind/operations-per-page'
import {
  overlookedAfter,
  type QueueGroupName,
  queueGroups,
  standingsOf,
} from '@/lib/core/timelock/kind/queue-group'
import { queueOrders } from '@/lib/core/timelock/kind/queue-orders'

export type QueueFilter = Omit<OperationFilter, 'standing' | 'overdue'>

export type ReadQueueParameters = {
  readonly filter: QueueFilter
  /** One group, page by page; without it the beginning of each. */
  readonly group?: QueueGroupName | undefined
  /** `next` of the page before, of the same group and filter. */
  readonly cursor?: string | undefined
}

export type QueueGroupPage = {
  readonly name: QueueGroupName
  /** How many there are in all. */
  readonly count: number
  readonly operations: readonly ListedOperation[]
  /** Of the page after this one. */
  readonly next: string | undefined
}

export type ReadQueueReturnType = {
  readonly counts: Readonly<Record<QueueGroupName, number>>
  /** Those with operations, in their order; the one that was asked for, even without any. */
  readonly groups: readonly QueueGroupPage[]
  /** The cursor is none of this list: its first page is given. */
  readonly isBadCursor: boolean
}

/** Rows of each group where all are shown. */
const groupSize = 15

/** The operations of followed timelocks by what can be done now. */
export async function readQueue(
  { store }: { readonly store: Store },
  { filter, group, cursor }: ReadQueueParameters,
): Promise<ReadQueueReturnType> {
  const counts = await countGroups({ store }, filter)
  const names = group ? [group] : queueGroups.filter((name) => counts[name] > 0)
  let isBadCursor = false
  const groups: QueueGroupPage[] = []
  for (const name of names) {
    const parameters = { ...queueOrders[name], filter: { ...filter, ...filterOf(name) } }
    const limit = group ? operationsPerPage : groupSize
    const page = await listOperations(store, { ...parameters, cursor, limit }).catch((error) => {
      if (!(error instanceof BadCursorError)) throw error
      isBadCursor = true
      return listOperations(store, { ...parameters, limit })
    })
    groups.push({ name, count: counts[name], ...page })
  }
  return { counts, groups, isBadCursor }
}

/** How many operations of a filter are in each group. */
export async function countGroups(
  { store }: { readonly store: Store },
  filter: QueueFilter,
): Promise<Record<QueueGroupName, number>> {
  const [all, overlooked] = await Promise.all([
    countOperations(store, { filter }),
    countOverlooked(store, filter),
  ])
  return groupCounts(all, overlooked)
}

/** How many operations are in each group, by where they stand and how many of the ready ones were overlooked. */
export function groupCounts(
  all: StandingCounts,
  overlooked: number,
): Record<QueueGroupName, number> {
  return { ...sums(all), ready: all.ready - overlooked, overlooked }
}

async function countOverlooked(
  store: Pick<Store, 'database'>,
  filter: QueueFilter,
): Promise<number> {
  const overdue = { seconds: overlookedAfter, is: true }
  const { ready } = await countOperations(store, { filter: { ...filter, overdue }, isOpen: true })
  return ready
}

function sums(counts: StandingCounts) {
  const entries = queueGroups.map((name) => [
    name,
    standingsOf[name].reduce((sum, standing) => sum + counts[standing], 0),
  ])
  return Object.fromEntries(entries) as Record<QueueGroupName, number>
}

function filterOf(name: QueueGroupName): OperationFilter {
  const standing = standingsOf[name]
  const seconds = overlookedAfter
  switch (name) {
    case 'ready':
      return { standing, overdue: { seconds, is: false } }
    case 'overlooked':
      return { standing, overdue: { seconds, is: true } }
    default:
      return { standing }
  }
}
