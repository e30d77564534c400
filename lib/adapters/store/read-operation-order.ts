import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { OrderedOperation } from '@/lib/core/timelock/kind/ordered-operation'
import { standingExpression, timeOf } from './standing-expression'
import type { Store } from './store'
import { timelockOperations, timelocks } from './timelock-schema'

/** How many operations an order is followed over: what has more is said to have more. */
const mostOrdered = 60

export type OperationOrderReading = {
  readonly operations: readonly OrderedOperation[]
  /** There is more than was followed. */
  readonly isCut: boolean
}

/**
 * What has to be done before some operations of a timelock, what that waits for, and what waits for them in turn.
 *
 * @param parameters.now Time of the standings, seconds since the epoch; see `listOperations`.
 */
export async function readOperationOrder(
  { database }: Pick<Store, 'database'>,
  { chainId, address, ids, now }: ChainAddress & { readonly ids: readonly Hash[]; now?: bigint },
): Promise<OperationOrderReading> {
  const table = timelockOperations
  const { id, due, predecessor, predecessorDone, waitsFor, selectors, settled, targets } = table
  const found = new Map<Hash, OrderedOperation>()
  const asked = new Set<Hash>()
  let next = [...new Set(ids)]
  while (next.length > 0 && found.size < mostOrdered) {
    for (const each of next) asked.add(each)
    const rows = await database
      .select({
        id,
        due,
        predecessor,
        predecessorDone,
        // What is over waits for nothing any more.
        waitsFor: sql<Hash | null>`case when ${settled} is null then ${waitsFor} end`,
        selectors,
        targets,
        standing: standingExpression(timeOf(now)),
      })
      .from(table)
      .innerJoin(
        timelocks,
        and(eq(timelocks.chainId, table.chainId), eq(timelocks.address, table.timelock)),
      )
      .where(
        and(
          eq(table.chainId, chainId),
          eq(table.timelock, address),
          or(
            inArray(table.id, next),
            inArray(predecessor, next),
            and(isNull(settled), inArray(waitsFor, next)),
          ),
        ),
      )
      .limit(mostOrdered + 1)
    const steps = rows.map(({ waitsFor, ...row }) => ({
      ...row,
      predecessor: row.predecessor ?? waitsFor ?? undefined,
      predecessorDone: row.predecessorDone ?? undefined,
    }))
    for (const step of steps) found.set(step.id, step)
    const seen = steps.flatMap(({ id, predecessor }) => [id, ...(predecessor ? [predecessor] : [])])
    next = [...new Set(seen)].filter((each) => !asked.has(each))
  }
  return { operations: [...found.values()].slice(0, mostOrdered), isCut: next.length > 0 }
}
