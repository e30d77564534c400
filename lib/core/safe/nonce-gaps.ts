import type { ProposedTransaction } from './proposed-transaction'

/** Nonces for which nothing is proposed, though something waits behind them: `first` to `last`, both included. */
export type NonceGap = { readonly first: bigint; readonly last: bigint }

/**
 * The gaps in what is pending at a Safe, from its own nonce on. What waits behind a gap cannot execute before something has used
 * each nonce of it.
 *
 * @param next The Safe's nonce.
 */
export function nonceGaps(
  next: bigint,
  transactions: readonly Pick<ProposedTransaction, 'transaction' | 'outcome'>[],
): NonceGap[] {
  const taken = [
    ...new Set(
      transactions
        .filter(
          ({ outcome, transaction }) => outcome.status === 'pending' && transaction.nonce >= next,
        )
        .map(({ transaction }) => transaction.nonce),
    ),
  ].sort((a, b) => (a < b ? -1 : 1))
  return taken.flatMap((nonce, index) => {
    const first = index === 0 ? next : (taken[index - 1] as bigint) + 1n
    return first < nonce ? [{ first, last: nonce - 1n }] : []
  })
}
