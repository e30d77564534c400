import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Hash } from 'viem'
import { approvedHashSignature } from '@/lib/core/safe/approved-hash-signature'
import type { SafeSignature } from '@/lib/core/safe/signature'
import type { ConfirmationRecord } from '@/lib/core/safe/transaction-record'
import { safeApprovals, safeConfirmations } from './schema'
import type { Store } from './store'

/**
 * The confirmations of transactions, oldest first: what owners sent here and what they approved on chain. A signature
 * stands by itself, so it is preferred to an approval of the same owner.
 */
export async function readConfirmations(
  { database }: Pick<Store, 'database'>,
  { chainId, safeTxHashes }: { chainId: number; safeTxHashes: readonly Hash[] },
): Promise<Map<Hash, ConfirmationRecord[]>> {
  const byTransaction = new Map<Hash, ConfirmationRecord[]>()
  if (safeTxHashes.length === 0) return byTransaction
  const add = (safeTxHash: Hash, confirmation: ConfirmationRecord) => {
    const known = byTransaction.get(safeTxHash) ?? []
    const index = known.findIndex(({ owner }) => owner === confirmation.owner)
    const present = known[index]
    if (!present) byTransaction.set(safeTxHash, [...known, confirmation])
    else if (present.signature.kind === 'approved-hash') known[index] = confirmation
  }
  const approved = await database
    .select()
    .from(safeApprovals)
    .where(
      and(eq(safeApprovals.chainId, chainId), inArray(safeApprovals.safeTxHash, [...safeTxHashes])),
    )
  const sent = await database
    .select()
    .from(safeConfirmations)
    .where(
      and(
        eq(safeConfirmations.chainId, chainId),
        inArray(safeConfirmations.safeTxHash, [...safeTxHashes]),
      ),
    )
    .orderBy(asc(safeConfirmations.submittedAt))
  for (const { safeTxHash, owner, kind, signature, submittedAt } of sent) {
    const safeSignature: SafeSignature = { kind, signer: owner, data: signature }
    add(safeTxHash, { owner, signature: safeSignature, submittedAt, transactionHash: undefined })
  }
  for (const { safeTxHash, owner, blockTimestamp, transactionHash } of approved) {
    const present = byTransaction.get(safeTxHash)?.find((one) => one.owner === owner)
    if (present && present.signature.kind !== 'approved-hash') continue
    add(safeTxHash, {
      owner,
      signature: approvedHashSignature(owner),
      submittedAt: new Date(Number(blockTimestamp) * 1_000),
      transactionHash,
    })
  }
  for (const confirmations of byTransaction.values()) {
    confirmations.sort((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime())
  }
  return byTransaction
}
