import { type Address, isAddressEqual } from 'viem'
import { BaseError } from '@/lib/core/error/base-error'
import { parseWalletSignature } from '@/lib/core/safe/parse-wallet-signature'
import type { Acknowledgement } from './acknowledgement'
import { hashAcknowledgement } from './acknowledgement-typed-data'

/** The signature is valid, and somebody else's. */
export class ForeignAcknowledgementError extends BaseError {
  override readonly name = 'ForeignAcknowledgementError'
  constructor({ named, recovered }: { named: Address; recovered: Address }) {
    super('The signature is not one of this acknowledgement by the signer it names.', {
      facts: [
        ['Signer named', named],
        ['Signature recovers to', recovered],
      ],
      hint: 'Sign exactly the typed data with the account that it names.',
    })
  }
}

/**
 * Recovers who signed an acknowledgement, and holds that against the signer it names.
 *
 * @returns It with its signature in the one form that is kept: v as 27 or 28.
 * @throws ForeignAcknowledgementError; InvalidBytesError, InvalidSignatureError
 */
export async function recoverAcknowledgement<T extends Acknowledgement>(
  acknowledgement: T,
): Promise<T> {
  const { signature, signer } = acknowledgement
  const recovered = await parseWalletSignature({
    signature,
    safeTxHash: hashAcknowledgement(acknowledgement),
    method: 'eip712',
  })
  if (!isAddressEqual(recovered.signer, signer)) {
    throw new ForeignAcknowledgementError({ named: signer, recovered: recovered.signer })
  }
  return { ...acknowledgement, signature: recovered.data }
}
