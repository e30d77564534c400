import type { Address } from 'viem'
import { createSafeService } from '@/lib/adapters/safe-service/create-safe-service'
import { embeddedServiceUrl } from '@/lib/adapters/safe-service/embedded-service-url'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/**
 * In whose name an account may propose at a Safe, by the word of the Safe service, which alone asks for it.
 *
 * @throws SafeServiceAnswerError
 */
export async function listDelegators(parameters: {
  safe: ChainAddress
  account: Address
}): Promise<Address[]> {
  const { safe, account } = parameters
  const { chainId, address } = safe
  const service = createSafeService({ url: embeddedServiceUrl(chainId), chainId })
  return await service.delegators({ safe: address, delegate: account })
}
