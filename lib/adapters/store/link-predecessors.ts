import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { idsIn } from './ids-in'
import type { StoreDatabase } from './store'
import { timelockOperations } from './timelock-schema'

/** What tells which operations may be predecessors, and of which others. */
type Link = Pick<QueuedOperation, 'id' | 'predecessor'>

/**
 * Tells operations whose predecessor is known here whether it is done.
 *
 * @param operations Those that have changed; left out: all of the timelock.
 */
export async function linkPredecessors(
  database: StoreDatabase,
  { chainId, address }: ChainAddress,
  operations: readonly Link[] | undefined,
): Promise<void> {
  if (!operations) return await link(database, { chainId, address })
  if (operations.length === 0) return
  const ids = operations.map(({ id }) => id)
  const dependent = operations.filter(({ predecessor }) => predecessor).map(({ id }) => id)
  // Two statements, each served by its index.
  await link(database, { chainId, address }, idsIn(timelockOperations.predecessor, ids))
  if (dependent.length > 0) {
    await link(database, { chainId, address }, idsIn(timelockOperations.id, dependent))
  }
}

async function link(
  database: StoreDatabase,
  { chainId, address }: ChainAddress,
  which?: SQL | undefined,
): Promise<void> {
  const { predecessor, predecessorDone } = timelockOperations
  await database
    .update(timelockOperations)
    .set({
      predecessorDone: sql`coalesce((select p.settled is not distinct from 'executed' from timelock_operations p where p.chain_id = ${chainId} and p.timelock = ${address} and p.id = ${predecessor}), ${predecessorDone})`,
    })
    .where(
      and(
        eq(timelockOperations.chainId, chainId),
        eq(timelockOperations.timelock, address),
        sql`${predecessor} is not null`,
        which,
      ),
    )
}
