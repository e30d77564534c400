import { type Address, type Hash, type Hex, isAddressEqual } from 'viem'
import { BaseError } from '@/lib/core/error/base-error'
import { parseWalletSignature } from '@/lib/core/safe/parse-wallet-signature'
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

/**
 * Recovers what a wallet or a device returned, before it is trusted or leaves the browser.
 *
 * @param parameters.account Who was asked.
 * @throws SignatureMismatchError, InvalidSignatureError, InvalidBytesError
 */
export async function proveWalletSignature({
  answer,
  method,
  safeTxHash,
  account,
}: {
  answer: Hex
  method: 'eip712' | 'eth-sign'
  safeTxHash: Hash
  account: Address
}): Promise<SafeSignature> {
  const signature = await parseWalletSignature({ signature: answer, safeTxHash, method })
  if (isAddressEqual(signature.signer, account)) return signature
  throw new SignatureMismatchError({
    safeTxHash,
    expected: account,
    recovered: signature.signer,
  })
}
