import type { Hash } from 'viem'
import { isReviewing } from '@/lib/actions/review/read-review'
import { reviewSubject } from '@/lib/actions/review/review-subject'
import { listReviews } from '@/lib/adapters/store/list-reviews'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { CountedVerdicts } from '@/lib/core/check/count-verdicts'

/** What the last review of an operation came to, without what it says. */
export type ReviewSummary = {
  /** Absent where none was made here. */
  readonly last?: {
    readonly report: Hash
    /** Latest block at which a review came to the same verdicts. */
    readonly block: bigint
    readonly verdicts: CountedVerdicts
  }
  /** One is under way in this process. */
  readonly isRunning: boolean
}

/** What the last review of an operation came to. No chain is asked. */
export async function reviewSummary(
  { store }: { readonly store: Store },
  { timelock, id }: { readonly timelock: ChainAddress; readonly id: Hash },
): Promise<ReviewSummary> {
  const subject = reviewSubject(timelock, id)
  const isRunning = isReviewing(store, subject)
  const [last] = await listReviews(store, { subjects: [subject] })
  if (!last) return { isRunning }
  const { hash: report, confirmedBlock: block, verdicts } = last
  return { last: { report, block, verdicts }, isRunning }
}
