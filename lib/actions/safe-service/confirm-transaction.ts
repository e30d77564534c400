import { concat, type Hash, type Hex } from 'viem'
import { readSafeTransaction } from '@/lib/adapters/store/read-safe-transaction'
import { saveConfirmations } from '@/lib/adapters/store/save-confirmations'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { assertSignatures } from './assert-signatures'
import { readKnownSafe } from './read-known-safe'
import type { SafeServiceContext } from './safe-service-context'
import { NonceUsedError, NotFoundError, RefusedRequestError } from './safe-service-error'

export type ConfirmTransactionParameters = {
  safeTxHash: Hash
  /** One or more, concatenated. */
  signatures: Hex
}

/**
 * Adds signatures to a proposal, all or none, each proven against the live owners.
 *
 * @throws NotFoundError | RefusedRequestError | RpcUnreachableError
 */
export async function confirmTransaction(
  context: SafeServiceContext,
  { safeTxHash, signatures }: ConfirmTransactionParameters,
): Promise<void> {
  const { store, chainId, now } = context
  const known = await readSafeTransaction(store, { chainId, safeTxHash })
  if (!known) throw new NotFoundError(`The transaction ${safeTxHash}`)
  const { transaction, execution } = known
  const state = await readKnownSafe(context, { safe: transaction.safe.address })
  if (execution || transaction.nonce < state.nonce) {
    throw new NonceUsedError('signature', {
      nonce: transaction.nonce,
      current: state.nonce,
      transactionHash: execution?.transactionHash,
    })
  }
  // From the stored fields, not from the stored hash: what is signed is what is shown.
  const hashes = hashSafeTransaction({ transaction, version: state.version })
  if (hashes.safeTxHash !== safeTxHash) {
    throw new RefusedRequestError(
      'signature',
      'The Safe hashes this transaction differently now.',
      {
        facts: [
          ['Proposed as', safeTxHash],
          ['Now', hashes.safeTxHash],
        ],
        hint: 'The Safe was upgraded meanwhile. Propose the transaction again.',
      },
    )
  }
  const parsed = await assertSignatures(context, {
    state,
    hash: safeTxHash,
    preimage: concat(['0x1901', hashes.domainHash, hashes.messageHash]),
    signatures,
    field: 'signature',
  })
  const submittedAt = now()
  const saved = await saveConfirmations(store, {
    chainId,
    safeTxHash,
    signatures: parsed,
    submittedAt,
  })
  switch (saved.status) {
    case 'saved':
      return
    case 'unknown-transaction':
      throw new NotFoundError(`The transaction ${safeTxHash}`)
    case 'duplicate':
      throw new RefusedRequestError(
        'signature',
        `Owner=${saved.owners.join(', ')} has already confirmed this transaction.`,
      )
  }
}
