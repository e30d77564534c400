import { type Address, type Client, type Hash, isAddressEqual } from 'viem'
import { signTypedData } from 'viem/actions'
import { assertWalletChain } from '@/lib/adapters/wallet/assert-wallet-chain'
import { toWalletError } from '@/lib/adapters/wallet/wallet-error'
import { BaseError } from '@/lib/core/error/base-error'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { parseWalletSignature } from '@/lib/core/safe/parse-wallet-signature'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { safeTypedData } from '@/lib/core/safe/safe-typed-data'
import type { SafeSignature } from '@/lib/core/safe/signature'

/** The wallet signed, but not this transaction or not as this account. The signature never leaves the browser. */
export class SignatureMismatchError extends BaseError {
  override readonly name = 'SignatureMismatchError'
  constructor(parameters: { safeTxHash: Hash; expected: Address; recovered: Address }) {
    super('The signature the wallet returned is not one of this transaction by this account.', {
      facts: [
        ['safeTxHash shown', parameters.safeTxHash],
        ['Account connected', parameters.expected],
        ['Signature recovers to', parameters.recovered],
      ],
      hint: 'It was not sent anywhere. The wallet may have switched accounts, or signed something else: check its history before you sign again.',
    })
  }
}

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
  const signature = await parseWalletSignature({ signature: answer, safeTxHash, method: 'eip712' })
  if (!isAddressEqual(signature.signer, account)) {
    throw new SignatureMismatchError({
      safeTxHash,
      expected: account,
      recovered: signature.signer,
    })
  }
  return signature
}
