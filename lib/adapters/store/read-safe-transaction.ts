import { and, eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { TransactionRecord } from '@/lib/core/safe/transaction-record'
import { readConfirmations } from './read-confirmations'
import { safeExecutions, safeTransactions } from './schema'
import type { Store } from './store'
import { toTransactionRecord } from './to-transaction-record'

/** The Safe transaction with this hash, with its confirmations and outcome, if it is known here. */
export async function readSafeTransaction(
  { database }: Pick<Store, 'database'>,
  { chainId, safeTxHash }: { chainId: number; safeTxHash: Hash },
): Promise<TransactionRecord | undefined> {
  const [row] = await database
    .select()
    .from(safeTransactions)
    .leftJoin(
      safeExecutions,
      and(
        eq(safeExecutions.chainId, safeTransactions.chainId),
        eq(safeExecutions.safe, safeTransactions.safe),
        eq(safeExecutions.safeTxHash, safeTransactions.safeTxHash),
      ),
    )
    .where(and(eq(safeTransactions.chainId, chainId), eq(safeTransactions.safeTxHash, safeTxHash)))
  if (!row) return undefined
  const confirmations = await readConfirmations(
    { database },
    { chainId, safeTxHashes: [row.safe_transactions.safeTxHash] },
  )
  return toTransactionRecord(
    row.safe_transactions,
    row.safe_executions,
    confirmations.get(row.safe_transactions.safeTxHash) ?? [],
  )
}
