import { and, count, eq, sql } from 'drizzle-orm'
import type { Address, Hash } from 'viem'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'
import { insertConfirmations } from './insert-confirmations'
import { safeTransactions } from './schema'
import type { Store, StoreDatabase } from './store'

export type SaveProposalParameters = {
  transaction: SafeTransaction
  safeTxHash: Hash
  origin: string
  /** Undefined where nobody signed for it. */
  proposer: Address | undefined
  proposedByDelegate: Address | undefined
  trusted: boolean
  signatures: readonly SafeSignature[]
  submittedAt: Date
  /** How many transactions nobody vouched for are kept for one Safe. */
  mostUntrusted: number
}

/**
 * Stores a proposal with its confirmations, all or nothing. The same proposal again adds what is new: what nobody vouched
 * for gives way to what an owner signed, never the other way round.
 *
 * @returns `full` where the Safe has too many transactions that nobody vouched for.
 */
export async function saveProposal(
  { database }: Pick<Store, 'database'>,
  parameters: SaveProposalParameters,
): Promise<'saved' | 'full'> {
  const { transaction, safeTxHash, signatures, submittedAt, trusted } = parameters
  const chainId = transaction.safe.chainId
  return await database.transaction(async (database) => {
    if (!trusted && (await isFull(database, parameters))) return 'full'
    const { safe, ...fields } = transaction
    const { origin, proposer = null, proposedByDelegate = null } = parameters
    const proposal = { origin, proposer, proposedByDelegate, trusted, observed: false }
    await database
      .insert(safeTransactions)
      .values({
        ...fields,
        ...proposal,
        chainId,
        safe: safe.address,
        safeTxHash,
        submittedAt,
        modified: submittedAt,
      })
      .onConflictDoUpdate({
        target: [safeTransactions.chainId, safeTransactions.safe, safeTransactions.safeTxHash],
        set: { ...proposal, modified: submittedAt },
        setWhere: trusted
          ? sql`${safeTransactions.trusted} = false or ${safeTransactions.observed} = true`
          : sql`false`,
      })
    await insertConfirmations(database, { chainId, safeTxHash, signatures, submittedAt })
    return 'saved'
  })
}

async function isFull(
  database: StoreDatabase,
  { transaction, mostUntrusted }: SaveProposalParameters,
): Promise<boolean> {
  const [untrusted] = await database
    .select({ count: count() })
    .from(safeTransactions)
    .where(
      and(
        eq(safeTransactions.chainId, transaction.safe.chainId),
        eq(safeTransactions.safe, transaction.safe.address),
        eq(safeTransactions.trusted, false),
      ),
    )
  return (untrusted?.count ?? 0) >= mostUntrusted
}
