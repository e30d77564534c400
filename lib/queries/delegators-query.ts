import { queryOptions } from '@tanstack/react-query'
import type { Address } from 'viem'
import { listDelegators } from '@/lib/actions/list-delegators'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** In whose name the connected account may propose, asked of the Safe service of this desk. */
export function delegatorsQueryOptions(parameters: {
  safe: ChainAddress
  account: Address | undefined
}) {
  const { safe, account } = parameters
  return queryOptions({
    queryKey: ['delegators', safe.chainId, safe.address, account] as const,
    queryFn: () => (account ? listDelegators({ safe, account }) : []),
    enabled: account !== undefined,
    retry: false,
  })
}
