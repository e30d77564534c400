import { countGroups } from '@/lib/actions/timelock-pages/read-queue'
import { listBriefOperations, type OperationFilter } from '@/lib/adapters/store/list-operations'
import type { BriefOperation } from '@/lib/adapters/store/listed-operation'
import type { Store } from '@/lib/adapters/store/store'
import type { OperationsQuery } from '@/lib/core/api/placed-query'
import { operationsPerPage } from '@/lib/core/timelock/kind/operations-per-page'
import {
  overlookedAfter,
  type QueueGroupName,
  standingsOf,
} from '@/lib/core/timelock/kind/queue-group'

export type ApiOperations<Integer> = {
  readonly operations: readonly BriefOperation<Integer>[]
  /** Cursor of the page after this one. */
  readonly next: string | undefined
}

/**
 * A page of operations as the API gives it.
 *
 * @param readInteger Reads the decimal digits of an integer of any size.
 * @throws BadCursorError
 */
export async function listApiOperations<Integer>(
  store: Pick<Store, 'database'>,
  query: OperationsQuery,
  readInteger: (digits: string) => Integer,
): Promise<ApiOperations<Integer>> {
  const { order = 'eta', cursor, limit = operationsPerPage, state } = query
  const page = {
    filter: { ...filterOf(query), ...standingOf(state) },
    order: order === 'eta' || order === '-eta' ? 'eta' : 'scheduled',
    reversed: order.startsWith('-'),
    cursor,
    limit,
  } as const
  return await listBriefOperations(store, page, readInteger)
}

/** How many operations of a filter are in each group of the queue. */
export async function countApiOperations(
  store: Store,
  query: OperationsQuery,
): Promise<Record<QueueGroupName, number>> {
  return await countGroups({ store }, filterOf(query))
}

function filterOf({
  q: text,
  timelock: place,
  target,
  selector: selectors,
  proposer,
  risk,
}: OperationsQuery): OperationFilter {
  return { text, ...place, target, selectors, proposer, risk }
}

/** *Ready* and *overlooked* together are all that is ready, whatever its age. */
function standingOf(
  state: readonly QueueGroupName[] | undefined,
): Pick<OperationFilter, 'standing' | 'overdue'> {
  if (!state) return {}
  const standing = [...new Set(state.flatMap((name) => standingsOf[name]))]
  const [ready, overlooked] = [state.includes('ready'), state.includes('overlooked')]
  if (ready === overlooked) return { standing }
  return { standing, overdue: { seconds: overlookedAfter, is: overlooked } }
}
