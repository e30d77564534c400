import { createSafeService } from '@/lib/adapters/safe-service/create-safe-service'
import type { Known } from '@/lib/core/chain/snapshot'
import type { PendingTransaction } from '@/lib/core/patch/draft-facts'
import type { SafeState } from '@/lib/core/safe/safe-state'

/**
 * The Safe transactions that wait, as the Safe service tells. Which nonces they take is the service's word, not the
 * chain's: a wrong answer makes a rival or leaves a gap, never another signature. Never throws.
 *
 * @param service.url Base URL of the service, ending in `/api`.
 */
export async function listPendingTransactions(
  service: { readonly url: string },
  { state }: { readonly state: SafeState },
): Promise<Known<readonly PendingTransaction[]>> {
  try {
    const safeService = createSafeService({ url: service.url, chainId: state.safe.chainId })
    const { transactions } = await safeService.list({ state })
    const pending = transactions.filter(({ outcome }) => outcome.status === 'pending')
    return {
      known: true,
      value: pending.map(({ transaction, safeTxHash }) => ({
        nonce: transaction.nonce,
        safeTxHash,
      })),
    }
  } catch (cause) {
    const [line] = cause instanceof Error ? cause.message.split('\n') : [String(cause)]
    return { known: false, reason: `the Safe service did not answer: ${line}` }
  }
}
