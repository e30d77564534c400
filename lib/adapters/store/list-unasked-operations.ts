import { and, asc, eq, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { readOperationJson } from '@/lib/core/timelock/kind/operation-json'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { Store } from './store'
import { timelockOperations } from './timelock-schema'

export type UnaskedOperation = {
  readonly operation: QueuedOperation
  readonly predecessorDone: boolean | undefined
  /** What counted until now: from when it could be executed, whether it was refused, and since when it is not. */
  readonly before?: {
    readonly due: bigint
    readonly refused: boolean
    readonly freedAt: bigint | undefined
    /** What the contract said, and since when. */
    readonly told: OperationStanding | undefined
    readonly toldSince: bigint | undefined
  }
  /** Whether the contract was never asked since its newest event. */
  readonly isNew: boolean
}

/**
 * Operations about which the contract has to be asked: open ones first, of which it was not heard since their newest event,
 * since a block, or since their time came or was over; then those whose end only events tell.
 */
export async function listUnaskedOperations(
  { database }: Pick<Store, 'database'>,
  {
    timelock,
    heardBefore,
    block,
    limit,
  }: {
    readonly timelock: ChainAddress
    /** Open ones that were last heard of before this block are asked about again. */
    readonly heardBefore: bigint
    /** At which it is asked. */
    readonly block: Pick<Block, 'number' | 'timestamp'>
    readonly limit: number
  },
): Promise<UnaskedOperation[]> {
  const { id, operation, predecessorDone, told, toldBlock, settled, due, expires } =
    timelockOperations
  const { refused, freedAt, toldSince } = timelockOperations
  const isDue = and(eq(told, 'waiting'), lte(due, block.timestamp))
  const isExpired = and(ne(told, 'stale'), lt(expires, block.timestamp))
  const hasComeSince = and(lt(toldBlock, block.number), or(isDue, isExpired))
  const rows = await database
    .select({ operation, predecessorDone, toldBlock, due, refused, freedAt, told, toldSince })
    .from(timelockOperations)
    .where(
      and(
        eq(timelockOperations.chainId, timelock.chainId),
        eq(timelockOperations.timelock, timelock.address),
        or(isNull(toldBlock), and(isNull(settled), or(lt(toldBlock, heardBefore), hasComeSince))),
      ),
    )
    .orderBy(sql`${settled} is not null`, sql`${toldBlock} nulls first`, asc(id))
    .limit(limit)
  return rows.map((row) => ({
    operation: readOperationJson(row.operation),
    predecessorDone: row.predecessorDone ?? undefined,
    before: {
      due: row.due,
      refused: row.refused ?? false,
      freedAt: row.freedAt ?? undefined,
      told: row.told ?? undefined,
      toldSince: row.toldSince ?? undefined,
    },
    isNew: row.toldBlock === null,
  }))
}
