import type { Address } from 'viem'
import { followSafe } from '@/lib/actions/safe-service/follow-safe'
import { toProposedTransaction } from '@/lib/actions/safe-service/list-proposed-transactions'
import type { SafeServiceContext } from '@/lib/actions/safe-service/safe-service-context'
import { listSafeTransactions } from '@/lib/adapters/store/list-safe-transactions'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

export type ListProposalsParameters = {
  safe: Address
  /** The Safe's nonce now; undefined where the chain did not answer. */
  nonce: bigint | undefined
  /** Whether to look at the chain for approvals and executions first. */
  follow: boolean
}

/** More open or recent transactions than this are not what a signer looks at. */
const mostTransactions = 500

/**
 * The Safe transactions that the embedded service knows of, oldest nonce first. One whose nonce was used by another is
 * `replaced`.
 *
 * @throws NotASafeError, RpcUnreachableError where `follow` asks the chain.
 */
export async function listProposals(
  context: SafeServiceContext,
  { safe, nonce, follow }: ListProposalsParameters,
): Promise<ProposedTransaction[]> {
  if (follow) await followSafe(context, { safe, force: true })
  const { transactions } = await listSafeTransactions(context.store, {
    chainId: context.chainId,
    safe,
    filter: { trusted: true },
    order: [
      { by: 'nonce', descending: true },
      { by: 'created', descending: true },
    ],
    limit: mostTransactions,
    offset: 0,
  })
  return transactions.reverse().map((record) => toProposedTransaction(record, nonce ?? 0n))
}
