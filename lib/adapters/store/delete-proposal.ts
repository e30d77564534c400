import { and, eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import { safeConfirmations, safeTransactions } from './schema'
import type { Store } from './store'

/**
 * Removes a proposal and its confirmations.
 *
 * @returns Whether it was there.
 */
export async function deleteProposal(
  { database }: Pick<Store, 'database'>,
  { chainId, safeTxHash }: { chainId: number; safeTxHash: Hash },
): Promise<boolean> {
  return await database.transaction(async (transaction) => {
    const deleted = await transaction
      .delete(safeTransactions)
      .where(
        and(eq(safeTransactions.chainId, chainId), eq(safeTransactions.safeTxHash, safeTxHash)),
      )
      .returning({ safeTxHash: safeTransactions.safeTxHash })
    await transaction
      .delete(safeConfirmations)
      .where(
        and(eq(safeConfirmations.chainId, chainId), eq(safeConfirmations.safeTxHash, safeTxHash)),
      )
    return deleted.length > 0
  })
}
