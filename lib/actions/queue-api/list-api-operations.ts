import { countGroups } from '@/lib/actions/timelock-pages/read-queue'
import { listOperations, type OperationFilter } from '@/lib/adapters/store/list-operations'
import type { Store } from '@/lib/adapters/store/store'
import type { OperationsQuery } from '@/lib/core/api/operation-query'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import {
  overlookedAfter,
  type QueueGroupName,
  standingsOf,
} from '@/lib/core/timelock/kind/queue-group'

/** Operations of a page where nobody says how many. */
const usualLimit = 50

export type ApiOperations = {
  readonly operations: readonly Omit<ListedOperation, 'operation'>[]
  /** Cursor of the page after this one. */
  readonly next: string | undefined
}

/**
 * A page of operations as the API gives it.
 *
 * @throws BadCursorError
 */
export async function listApiOperations(
  store: Pick<Store, 'database'>,
  query: OperationsQuery,
): Promise<ApiOperations> {
  const { order = 'eta', cursor, limit = usualLimit, state } = query
  const { operations, next } = await listOperations(store, {
    filter: { ...filterOf(query), ...standingOf(state) },
    order: order === 'eta' || order === '-eta' ? 'eta' : 'scheduled',
    reversed: order.startsWith('-'),
    cursor,
    limit,
    isBrief: true,
  })
  return { operations: operations.map(({ operation: _, ...rest }) => rest), next }
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
  selector,
  proposer,
  risk,
}: OperationsQuery): OperationFilter {
  return { text, ...place, target, selector, proposer, risk }
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
