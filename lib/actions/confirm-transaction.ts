import type { Address, Client, Hash } from 'viem'
import type { InTurn } from '@/lib/actions/in-turn'
import { signSafeTransaction } from '@/lib/actions/sign-safe-transaction'
import { createSafeService } from '@/lib/adapters/safe-service/create-safe-service'
import { embeddedServiceUrl } from '@/lib/adapters/safe-service/embedded-service-url'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'

export type ConfirmTransactionParameters = {
  wallet: Client
  account: Address
  transaction: SafeTransaction
  /** As shown when the button was pressed. */
  safeTxHash: Hash
  /** The Safe's `VERSION()`. */
  version: string
  inTurn: InTurn
}

/**
 * Signs a proposed Safe transaction and hands the signature to the Safe service. It leaves the browser only after it
 * was recovered to the account and the hash that were shown.
 *
 * @throws ShownHashError, SignatureMismatchError, WalletError, SafeServiceError, and what
 * `inTurn` throws.
 */
export async function confirmTransaction(parameters: ConfirmTransactionParameters): Promise<void> {
  const { wallet, account, transaction, safeTxHash, version, inTurn } = parameters
  const signature = await inTurn({ transaction, safeTxHash, account }, () =>
    signSafeTransaction(wallet, { transaction, version, account, shown: safeTxHash }),
  )
  await confirmSignature({ transaction, version, signature })
}

/**
 * Hands a signature that was proven before to the Safe service.
 *
 * @throws SafeServiceError
 */
export async function confirmSignature(parameters: {
  transaction: SafeTransaction
  /** The Safe's `VERSION()`. */
  version: string
  signature: SafeSignature
}): Promise<void> {
  const { transaction, version, signature } = parameters
  const { safeTxHash } = hashSafeTransaction({ transaction, version })
  const { chainId } = transaction.safe
  const service = createSafeService({ url: embeddedServiceUrl(chainId), chainId })
  await service.confirm({ safeTxHash, signature: encodeSignatures([signature]) })
}
