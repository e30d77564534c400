import { concat, domainSeparator, type Hash, type Hex, hashStruct, hashTypedData } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { safeHashing } from './safe-version'

/**
 * Hashes an off-chain message as a Safe does before it asks its owners: EIP-712 `SafeMessage(bytes message)` in the
 * Safe's own domain.
 *
 * @param parameters.message The 32-byte hash of the message itself: EIP-191 for text, EIP-712 for typed data.
 * @returns `preimage` is what contract owners of Safes before 1.5.0 are asked to sign instead of the hash.
 * @throws UnknownSafeVersionError
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.4.1/contracts/handler/CompatibilityFallbackHandler.sol
 */
export function hashSafeMessage(parameters: {
  readonly safe: ChainAddress
  readonly version: string
  readonly message: Hash
}): { readonly messageHash: Hash; readonly preimage: Hex } {
  const { safe, version, message } = parameters
  const domain = safeHashing(version).chainIdInDomain
    ? { chainId: safe.chainId, verifyingContract: safe.address }
    : { verifyingContract: safe.address }
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
