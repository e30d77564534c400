import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

/**
 * The nonce behind all that the chain has used and pending transactions want. A gap between them is left alone: what
 * would be proposed there would overtake what waits.
 */
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
