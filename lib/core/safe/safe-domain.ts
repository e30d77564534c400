import type { Address } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { safeHashing } from './safe-version'

/** The EIP-712 domain of a Safe. Before 1.3.0 it has no chain id: a signature is valid on every chain. */
export type SafeDomain = { readonly chainId?: number; readonly verifyingContract: Address }

/**
 * The EIP-712 domain in which a Safe hashes transactions and messages.
 *
 * @throws UnknownSafeVersionError
 */
export function safeDomain(parameters: {
  readonly safe: ChainAddress
  readonly version: string
}): SafeDomain {
  const { safe, version } = parameters
  const { chainId, address: verifyingContract } = safe
  return safeHashing(version).chainIdInDomain
    ? { chainId, verifyingContract }
    : { verifyingContract }
}
