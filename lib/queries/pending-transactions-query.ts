import { queryOptions } from '@tanstack/react-query'
import { listPendingTransactions } from '@/lib/actions/list-pending-transactions'
import type { SafeState } from '@/lib/core/safe/safe-state'

/** Which nonces of a Safe are taken, asked of the Safe service of this desk. */
export function pendingTransactionsQueryOptions(parameters: {
  origin: string
  /** Undefined while the chain is being asked: the service's words are held against it. */
  state: SafeState | undefined
}) {
  const { origin, state } = parameters
  const safe = state?.safe
  return queryOptions({
    queryKey: [
      'pending-transactions',
      origin,
      safe?.chainId,
      safe?.address,
      state?.nonce.toString(),
    ] as const,
    queryFn: () => {
      if (!state) throw new Error('There is no Safe to ask for.')
      return listPendingTransactions(
        { url: `${origin}/api/safe/${state.safe.chainId}/api` },
        { state },
      )
    },
    enabled: state !== undefined,
    refetchInterval: 12_000,
  })
}
