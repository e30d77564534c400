import type { Address, Client, Hash } from 'viem'
import type { InTurn } from '@/lib/actions/in-turn'
import { proposeSafeTransaction } from '@/lib/actions/propose-safe-transaction'
import { signSafeTransaction } from '@/lib/actions/sign-safe-transaction'
import { embeddedServiceUrl } from '@/lib/adapters/safe-service/embedded-service-url'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

export type ProposeTransactionParameters = {
  wallet: Client
  /** An owner of the Safe. */
  account: Address
  transaction: SafeTransaction
  /** The Safe's `VERSION()`. */
  version: string
  inTurn: InTurn
}

/**
 * Signs a new Safe transaction as an owner and hands both to this instance's Safe service.
 *
 * @returns Its safeTxHash.
 * @throws SignatureMismatchError, WalletError, SafeServiceAnswerError, and what `inTurn` throws.
 */
export async function proposeTransaction({
  wallet,
  account,
  transaction,
  version,
  inTurn,
}: ProposeTransactionParameters): Promise<Hash> {
  const { safeTxHash } = hashSafeTransaction({ transaction, version })
  const signature = await inTurn({ transaction, safeTxHash, account }, () =>
    signSafeTransaction(wallet, { transaction, version, account, shown: safeTxHash }),
  )
  const url = embeddedServiceUrl(transaction.safe.chainId)
  await proposeSafeTransaction({ url }, { transaction, safeTxHash, signature, origin: 'Suture' })
  return safeTxHash
}
