import { queryOptions } from '@tanstack/react-query'
import { listServiceTransactions } from '@/lib/actions/list-service-transactions'
import type { SafeState } from '@/lib/core/safe/safe-state'

/** What waits at the Safe service, to be held against signatures that came in without it. */
export function serviceTransactionsQueryOptions(state: SafeState | undefined) {
  return queryOptions({
    queryKey: ['service-transactions', state?.safe.chainId, state?.safe.address] as const,
    queryFn: () => (state ? listServiceTransactions(state) : []),
    enabled: state !== undefined,
    retry: false,
  })
}
