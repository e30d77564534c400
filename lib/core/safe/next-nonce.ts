import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

/** The first nonce that neither the chain has used nor a pending transaction wants. */
export function nextNonce(
  { nonce }: { nonce: bigint },
  transactions: readonly Pick<ProposedTransaction, 'transaction' | 'outcome'>[],
): bigint {
  return transactions
    .filter(({ outcome }) => outcome.status === 'pending')
    .reduce(
      (next, { transaction }) => (transaction.nonce >= next ? transaction.nonce + 1n : next),
      nonce,
    )
}
