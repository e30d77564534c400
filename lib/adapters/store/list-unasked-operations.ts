import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { readOperationJson } from '@/lib/core/timelock/kind/operation-json'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { Store } from './store'
import { timelockOperations } from './timelock-schema'

export type UnaskedOperation = {
  readonly operation: QueuedOperation
  readonly predecessorDone: boolean | undefined
  /** Whether the contract was never asked since its newest event. */
  readonly isNew: boolean
}

/**
 * Operations about which the contract has to be asked: open ones first, of which it was not heard since their newest event or
 * since a block, then those whose end only events tell.
 */
export async function listUnaskedOperations(
  { database }: Pick<Store, 'database'>,
  {
    timelock,
    heardBefore,
    limit,
  }: {
    readonly timelock: ChainAddress
    /** Open ones that were last heard of before this block are asked about again. */
    readonly heardBefore: bigint
    readonly limit: number
  },
): Promise<UnaskedOperation[]> {
  const { id, operation, predecessorDone, toldBlock, settled } = timelockOperations
  const rows = await database
    .select({ operation, predecessorDone, toldBlock })
    .from(timelockOperations)
    .where(
      and(
        eq(timelockOperations.chainId, timelock.chainId),
        eq(timelockOperations.timelock, timelock.address),
        or(isNull(toldBlock), and(isNull(settled), lt(toldBlock, heardBefore))),
      ),
    )
    .orderBy(sql`${settled} is not null`, sql`${toldBlock} nulls first`, asc(id))
    .limit(limit)
  return rows.map((row) => ({
    operation: readOperationJson(row.operation),
    predecessorDone: row.predecessorDone ?? undefined,
    isNew: row.toldBlock === null,
  }))
}
