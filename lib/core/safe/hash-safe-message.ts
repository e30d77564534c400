import { concat, domainSeparator, type Hash, type Hex, hashStruct, hashTypedData } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { safeDomain } from './safe-domain'

/**
 * Hashes an off-chain message as a Safe does before it asks its owners: EIP-712 `SafeMessage(bytes message)` in the
 * Safe's own domain.
 *
 * @param parameters.message The bytes that are signed. Usually the 32-byte hash of the message itself: EIP-191 for text,
 *   EIP-712 for typed data, the safeTxHash of a Safe 1.5.0 that this one owns. For a Safe before 1.5.0 that this one
 *   owns it is the preimage of the safeTxHash.
 * @returns `preimage` is what contract owners of Safes before 1.5.0 are asked to sign instead of the hash.
 * @throws UnknownSafeVersionError
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.4.1/contracts/handler/CompatibilityFallbackHandler.sol
 */
export function hashSafeMessage(parameters: {
  readonly safe: ChainAddress
  readonly version: string
  readonly message: Hex
}): { readonly messageHash: Hash; readonly preimage: Hex } {
  const { safe, version, message } = parameters
  const domain = safeDomain({ safe, version })
  const types = { SafeMessage: [{ name: 'message', type: 'bytes' }] }
  const typedData = { domain, types, primaryType: 'SafeMessage', message: { message } } as const
  return {
    messageHash: hashTypedData(typedData),
    preimage: concat([
      '0x1901',
      domainSeparator({ domain }),
      hashStruct({ data: { message }, primaryType: 'SafeMessage', types }),
    ]),
  }
}
