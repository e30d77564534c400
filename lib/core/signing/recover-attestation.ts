import { isAddressEqual, size } from 'viem'
import { BaseError } from '@/lib/core/error/base-error'
import { parseWalletSignature } from '@/lib/core/safe/parse-wallet-signature'
import type { Attestation } from './attestation'
import { hashAttestation } from './attestation-typed-data'

/**
 * Whether the key of the account that an attestation names has signed it, by the bytes alone. Where not, it may still be the
 * signature of a contract: only the chain tells.
 *
 * @returns The attestation with its signature in the one form that is kept (v as 27 or 28), or undefined.
 */
export async function recoverAttestation<T extends Attestation>(
  attestation: T,
): Promise<T | undefined> {
  if (size(attestation.signature) !== 65) return undefined
  try {
    const recovered = await parseWalletSignature({
      signature: attestation.signature,
      safeTxHash: hashAttestation(attestation),
      method: 'eip712',
    })
    if (!isAddressEqual(recovered.signer, attestation.signer)) return undefined
    return { ...attestation, signature: recovered.data }
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}
