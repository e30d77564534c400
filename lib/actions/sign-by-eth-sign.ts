import type { Client } from 'viem'
import { signMessage } from 'viem/actions'
import { proveWalletSignature } from '@/lib/actions/prove-wallet-signature'
import {
  ShownHashError,
  type SignSafeTransactionParameters,
} from '@/lib/actions/sign-safe-transaction'
import { assertWalletChain } from '@/lib/adapters/wallet/assert-wallet-chain'
import { toWalletError } from '@/lib/adapters/wallet/wallet-error'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'

/**
 * Asks the wallet to sign the 32 bytes of the safeTxHash as a message (EIP-191), which a Safe takes with v + 4. The wallet shows
 * nothing but the hash: only for wallets that refuse typed data.
 *
 * @throws ShownHashError, SignatureMismatchError, WalletError
 * @see https://docs.safe.global/advanced/smart-account-signatures#eth_sign-signature
 */
export async function signByEthSign(
  wallet: Client,
  { transaction, version, account, shown }: SignSafeTransactionParameters,
): Promise<SafeSignature> {
  const { safeTxHash } = hashSafeTransaction({ transaction, version })
  if (safeTxHash !== shown) throw new ShownHashError({ shown, computed: safeTxHash })
  await assertWalletChain(wallet, transaction.safe.chainId)
  const answer = await signMessage(wallet, { account, message: { raw: safeTxHash } }).catch(
    (error: unknown) => {
      throw toWalletError(error)
    },
  )
  return await proveWalletSignature({ answer, method: 'eth-sign', safeTxHash, account })
}
