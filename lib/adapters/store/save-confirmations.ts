import { and, eq } from 'drizzle-orm'
import type { Address, Hash } from 'viem'
import { type InsertConfirmationsParameters, insertConfirmations } from './insert-confirmations'
import { safeTransactions } from './schema'
import type { Store } from './store'

export type SaveConfirmationsReturnType =
  | { status: 'saved' }
  | { status: 'unknown-transaction'; safeTxHash: Hash }
  | { status: 'duplicate'; owners: Address[] }

/** Stores confirmations of a proposed transaction, all or none. Whoever is signed for by an owner is trusted. */
export async function saveConfirmations(
  { database }: Pick<Store, 'database'>,
  parameters: InsertConfirmationsParameters,
): Promise<SaveConfirmationsReturnType> {
  const { chainId, safeTxHash, signatures, submittedAt } = parameters
  let refused: SaveConfirmationsReturnType | undefined
  try {
    await database.transaction(async (transaction) => {
      const touched = await transaction
        .update(safeTransactions)
        .set({ trusted: true, modified: submittedAt })
        .where(
          and(eq(safeTransactions.chainId, chainId), eq(safeTransactions.safeTxHash, safeTxHash)),
        )
        .returning({ safeTxHash: safeTransactions.safeTxHash })
      if (touched.length === 0) {
        refused = { status: 'unknown-transaction', safeTxHash }
        return transaction.rollback()
      }
      const added = new Set(await insertConfirmations(transaction, parameters))
      const owners = signatures.map(({ signer }) => signer).filter((owner) => !added.has(owner))
      if (owners.length === 0) return
      refused = { status: 'duplicate', owners }
      transaction.rollback()
    })
  } catch (error) {
    // `rollback()` throws to leave the transaction; that is the answer and no failure.
    if (refused) return refused
    throw error
  }
  return { status: 'saved' }
}
