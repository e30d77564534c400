import { type Address, type Hash, type Hex, isAddressEqual, size } from 'viem'
import { BaseError } from '@/lib/core/error/base-error'
import { parseWalletSignature } from '@/lib/core/safe/parse-wallet-signature'

/** A hash, and what somebody says an account has made of it. */
export type SignedHash = {
  readonly signer: Address
  readonly hash: Hash
  readonly signature: Hex
}

/**
 * Whether the key of the account that is named has signed a hash, by the bytes alone. Where not, it may still be the signature
 * of a contract: only the chain tells.
 *
 * @returns The signature in the one form that is kept (v as 27 or 28), or undefined.
 */
export async function recoverByKey({
  signer,
  hash,
  signature,
}: SignedHash): Promise<Hex | undefined> {
  if (size(signature) !== 65) return undefined
  try {
    const recovered = await parseWalletSignature({ signature, safeTxHash: hash, method: 'eip712' })
    return isAddressEqual(recovered.signer, signer) ? recovered.data : undefined
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}
