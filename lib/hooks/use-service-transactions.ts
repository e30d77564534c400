import { useQuery } from '@tanstack/react-query'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { serviceTransactionsQueryOptions } from '@/lib/queries/service-transactions-query'

/** What waits at the Safe service; unknown while it does not answer. */
export function useServiceTransactions(
  state: SafeState | undefined,
): Known<readonly ProposedTransaction[]> {
  const { data, error } = useQuery(serviceTransactionsQueryOptions(state))
  if (data) return { known: true, value: data }
  return {
    known: false,
    reason: error?.message.split('\n')[0] ?? 'the Safe service is being asked',
  }
}
