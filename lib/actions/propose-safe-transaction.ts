import type { Hash } from 'viem'
import { createSafeService } from '@/lib/adapters/safe-service/create-safe-service'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'

export type ProposeSafeTransactionParameters = {
  readonly transaction: SafeTransaction
  readonly safeTxHash: Hash
  /** Of an owner, recovered before. */
  readonly signature: SafeSignature
  /** At most 200 characters. Informs, never proves. */
  readonly origin: string
}

/**
 * Hands a signed Safe transaction to the Safe service, where the other owners find it. Doing it twice changes nothing.
 *
 * @param service.url Base URL of the service, ending in `/api`.
 * @throws SafeServiceAnswerError with the service's reason.
 */
export async function proposeSafeTransaction(
  service: { readonly url: string },
  { transaction, safeTxHash, signature, origin }: ProposeSafeTransactionParameters,
): Promise<void> {
  const { chainId } = transaction.safe
  const safeService = createSafeService({ url: service.url, chainId })
  await safeService.propose({
    transaction,
    safeTxHash,
    sender: signature.signer,
    signature: encodeSignatures([signature]),
    origin,
  })
}
