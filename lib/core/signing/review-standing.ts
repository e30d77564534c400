import type { ReviewInput } from '@/lib/core/report/review-input'
import { isSameTransaction } from '@/lib/core/safe/is-same-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

/**
 * What a review is worth to somebody about to sign: `current`, or why it says nothing of these bytes now. A review of the
 * same operation in another Safe transaction did not look at what only that transaction says.
 */
export type ReviewStanding = 'none' | 'of-other-bytes' | 'old' | 'current'

export type ReviewStandingParameters = {
  /** Of the last review, if there is one. */
  readonly review:
    | { readonly input: Pick<ReviewInput, 'transaction'>; readonly confirmedBlock: bigint }
    | undefined
  /** What is about to be signed. */
  readonly transaction: SafeTransaction
  /** The block of the facts beside it. */
  readonly block: bigint
}

/** Blocks after which a review has to be made again before it counts: a day of Ethereum. */
const mostBlocks = 7_200n

export function reviewStanding({
  review,
  transaction,
  block,
}: ReviewStandingParameters): ReviewStanding {
  if (!review) return 'none'
  const reviewed = review.input.transaction
  if (!reviewed || !isSameTransaction(reviewed, transaction)) return 'of-other-bytes'
  return block - review.confirmedBlock > mostBlocks ? 'old' : 'current'
}
