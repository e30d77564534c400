import type { Address, Client, Hash } from 'viem'
import { signTypedData } from 'viem/actions'
import { proveWalletSignature } from '@/lib/actions/prove-wallet-signature'
import { assertWalletChain } from '@/lib/adapters/wallet/assert-wallet-chain'
import { toWalletError } from '@/lib/adapters/wallet/wallet-error'
import { BaseError } from '@/lib/core/error/base-error'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { safeTypedData } from '@/lib/core/safe/safe-typed-data'
import type { SafeSignature } from '@/lib/core/safe/signature'

export type SignSafeTransactionParameters = {
  transaction: SafeTransaction
  /** The Safe's `VERSION()`. */
  version: string
  account: Address
  /** The hash that was on the screen when the button was pressed. */
  shown: Hash
}

/** What was shown is no longer what would be signed. */
export class ShownHashError extends BaseError {
  override readonly name = 'ShownHashError'
  constructor({ shown, computed }: { shown: Hash; computed: Hash }) {
    super('The transaction changed after it was shown.', {
      facts: [
        ['Shown', shown],
        ['Now', computed],
      ],
      hint: 'Reload the page and compare again before signing.',
    })
  }
}

/**
 * Asks the wallet for an EIP-712 signature of a Safe transaction and recovers the answer before trusting it.
 *
 * @throws ShownHashError, SignatureMismatchError, WalletError
 */
export async function signSafeTransaction(
  wallet: Client,
  { transaction, version, account, shown }: SignSafeTransactionParameters,
): Promise<SafeSignature> {
  const { safeTxHash } = hashSafeTransaction({ transaction, version })
  if (safeTxHash !== shown) throw new ShownHashError({ shown, computed: safeTxHash })
  await assertWalletChain(wallet, transaction.safe.chainId)
  const answer = await signTypedData(wallet, {
    account,
    ...safeTypedData({ transaction, version }),
  }).catch((error: unknown) => {
    throw toWalletError(error)
  })
  return await proveWalletSignature({ answer, method: 'eip712', safeTxHash, account })
}
