import { createSafeService } from '@/lib/adapters/safe-service/create-safe-service'
import { embeddedServiceUrl } from '@/lib/adapters/safe-service/embedded-service-url'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'

/**
 * What waits at this instance's Safe service for a Safe, as far as it can be proven.
 *
 * @throws SafeServiceAnswerError
 */
export async function listServiceTransactions(state: SafeState): Promise<ProposedTransaction[]> {
  const { chainId } = state.safe
  const service = createSafeService({ url: embeddedServiceUrl(chainId), chainId })
  const { transactions } = await service.list({ state })
  return transactions.filter(({ outcome }) => outcome.status === 'pending')
}
