import { and, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { linkPredecessors } from './link-predecessors'
import { lockTimelock } from './lock-timelock'
import type { OperationToSave } from './operation-row'
import { saveOperations } from './save-operations'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

/**
 * Keeps what the contract said of operations, as they are known up to a block.
 *
 * @param parameters.indexed The block up to which the timelock is indexed: said of operations that have changed since, it
 *   would be said of others.
 * @returns Whether it was kept.
 */
export async function saveTold(
  { database }: Pick<Store, 'database'>,
  {
    timelock,
    indexed,
    operations,
    now,
  }: {
    readonly timelock: ChainAddress
    readonly indexed: Block
    readonly operations: readonly OperationToSave[]
    readonly now: Date
  },
): Promise<boolean> {
  return await database.transaction(async (transaction) => {
    await lockTimelock(transaction, timelock)
    const [row] = await transaction
      .update(timelocks)
      .set({ modified: now })
      .where(
        and(
          eq(timelocks.chainId, timelock.chainId),
          eq(timelocks.address, timelock.address),
          eq(timelocks.indexedHash, indexed.hash),
        ),
      )
      .returning({ address: timelocks.address })
    if (!row) return false
    await saveOperations({ database: transaction }, { operations })
    await linkPredecessors(
      transaction,
      timelock,
      operations.map(({ operation }) => operation),
    )
    return true
  })
}
