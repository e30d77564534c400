import { concat, domainSeparator, type Hash, type Hex, hashStruct, hashTypedData } from 'viem'
import { type SafeTypedDataParameters, safeTypedData } from './safe-typed-data'

/** The three hashes that a signer compares: hardware wallets show the first two, the Safe knows the third. */
export type SafeTransactionHashes = {
  /** EIP-712 domain separator: which Safe on which chain. */
  readonly domainHash: Hash
  /** EIP-712 struct hash: what the transaction does. */
  readonly messageHash: Hash
  /** keccak256(0x1901 ‖ domainHash ‖ messageHash), equal to the contract's `getTransactionHash`. */
  readonly safeTxHash: Hash
  /** The 66 bytes above; what contract owners of Safes before 1.5.0 are asked to sign instead of the hash. */
  readonly preimage: Hex
}

/**
 * Hashes a Safe transaction exactly as the Safe itself does.
 *
 * @param parameters.version What the Safe's `VERSION()` answers: it decides the domain and the name of a field.
 * @throws UnknownSafeVersionError; viem's `InvalidAddressError` and `IntegerOutOfRangeError` for fields that no Safe
 *   could hash.
 * @see https://eips.ethereum.org/EIPS/eip-712
 */
export function hashSafeTransaction(parameters: SafeTypedDataParameters): SafeTransactionHashes {
  const { domain, types, primaryType, message } = safeTypedData(parameters)
  const domainHash = domainSeparator({ domain })
  const messageHash = hashStruct({ data: message, primaryType, types })
  return {
    domainHash,
    messageHash,
    safeTxHash: hashTypedData({ domain, types, primaryType, message }),
    preimage: concat(['0x1901', domainHash, messageHash]),
  }
}
