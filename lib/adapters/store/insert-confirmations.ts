import { eq, sql } from 'drizzle-orm'
import type { Address, Hash } from 'viem'
import type { SafeSignature } from '@/lib/core/safe/signature'
import { safeConfirmations } from './schema'
import type { StoreDatabase } from './store'

export type InsertConfirmationsParameters = {
  chainId: number
  safeTxHash: Hash
  signatures: readonly SafeSignature[]
  submittedAt: Date
}

/**
 * Adds confirmations inside a transaction. An owner has one; a signature replaces an approval that is only on chain.
 *
 * @returns The owners whose confirmation is new.
 */
export async function insertConfirmations(
  database: StoreDatabase,
  { chainId, safeTxHash, signatures, submittedAt }: InsertConfirmationsParameters,
): Promise<Address[]> {
  if (signatures.length === 0) return []
  const rows = await database
    .insert(safeConfirmations)
    .values(
      signatures
        .map(({ kind, signer, data }) => ({
          chainId,
          safeTxHash,
          owner: signer,
          kind,
          signature: data,
          submittedAt,
        }))
        // One order for all writers: two that insert the same rows crosswise would wait for each other for ever.
        .sort((a, b) => (a.owner < b.owner ? -1 : 1)),
    )
    .onConflictDoUpdate({
      target: [safeConfirmations.chainId, safeConfirmations.safeTxHash, safeConfirmations.owner],
      set: {
        kind: sql`excluded.kind`,
        signature: sql`excluded.signature`,
        submittedAt: sql`excluded.submitted_at`,
      },
      setWhere: sql`${eq(safeConfirmations.kind, 'approved-hash')} and excluded.kind <> 'approved-hash'`,
    })
    .returning({ owner: safeConfirmations.owner })
  return rows.map(({ owner }) => owner)
}
