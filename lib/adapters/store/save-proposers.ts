import { and, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { lockTimelock } from './lock-timelock'
import { operationRowOf } from './operation-row'
import type { Store } from './store'
import { timelockOperations, timelocks } from './timelock-schema'

/**
 * Keeps who scheduled operations; what the contract said of them stays.
 *
 * @param parameters.indexed The block up to which the timelock is indexed.
 * @returns Whether it was kept: not where the timelock has moved on, or back, in the meantime.
 */
export async function saveProposers(
  { database }: Pick<Store, 'database'>,
  {
    timelock: { chainId, address },
    indexed,
    operations,
    now,
  }: {
    readonly timelock: ChainAddress
    readonly indexed: Block
    readonly operations: readonly QueuedOperation[]
    readonly now: Date
  },
): Promise<boolean> {
  return await database.transaction(async (transaction) => {
    await lockTimelock(transaction, { chainId, address })
    const isIt = and(eq(timelocks.chainId, chainId), eq(timelocks.address, address))
    const moved = await transaction
      .update(timelocks)
      .set({ modified: now })
      .where(and(isIt, eq(timelocks.indexedHash, indexed.hash)))
      .returning({ address: timelocks.address })
    if (moved.length === 0) return false
    const { chainId: chain, timelock, id } = timelockOperations
    for (const each of operations) {
      const { operation, proposer, proposerFrom, search } = operationRowOf({ operation: each })
      await transaction
        .update(timelockOperations)
        .set({ operation, proposer, proposerFrom, search })
        .where(and(eq(chain, chainId), eq(timelock, address), eq(id, each.id)))
    }
    return true
  })
}
