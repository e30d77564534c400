import type { Hash, Hex } from 'viem'
import { hashDeleteRequest, validTotps } from '@/lib/adapters/safe-service/request-typed-data'
import { deleteProposal } from '@/lib/adapters/store/delete-proposal'
import { readSafeTransaction } from '@/lib/adapters/store/read-safe-transaction'
import { assertRequestSigner } from './assert-request-signer'
import type { SafeServiceContext } from './safe-service-context'
import { NotFoundError, RefusedRequestError } from './safe-service-error'

/**
 * Removes a proposal that was not executed, on a signed request of whoever proposed it.
 *
 * @throws NotFoundError | RefusedRequestError
 */
export async function deleteTransaction(
  context: SafeServiceContext,
  { safeTxHash, signature }: { safeTxHash: Hash; signature: Hex },
): Promise<void> {
  const { store, chainId, now } = context
  const known = await readSafeTransaction(store, { chainId, safeTxHash })
  if (!known) throw new NotFoundError(`The transaction ${safeTxHash}`)
  if (known.execution) {
    throw new RefusedRequestError('nonFieldErrors', 'Executed transactions cannot be deleted')
  }
  const signers = [known.proposer, known.proposedByDelegate].filter((one) => one !== undefined)
  if (signers.length === 0) {
    throw new RefusedRequestError(
      'nonFieldErrors',
      'Old transactions without proposer cannot be deleted',
    )
  }
  const { safe } = known.transaction
  await assertRequestSigner({
    signature,
    signers,
    hashes: validTotps(now()).map((totp) => hashDeleteRequest({ safe, safeTxHash, totp })),
  })
  if (!(await deleteProposal(store, { chainId, safeTxHash }))) {
    throw new NotFoundError(`The transaction ${safeTxHash}`)
  }
}
