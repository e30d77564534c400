import type { Hash } from 'viem'
import type { Finding } from '@/lib/core/check/finding'
import type { Condition } from '@/lib/core/patch/signing-conditions'
import type { StoredAcknowledgement } from './acknowledgement'
import type { ReviewStanding } from './review-standing'

/** What somebody about to sign has to know of the review, before they have looked for themselves. */
export type SigningReview = {
  /** What the record is addressed by, and acknowledgements name. */
  readonly patch: Hash
  readonly standing: ReviewStanding
  /** A review at a later block is under way. */
  readonly isRunning: boolean
  readonly findings: readonly Finding[]
  /** Whether effect and facts are as when it was first looked at; undefined where nothing is watched. */
  readonly drift?: Condition | undefined
  /** As they are kept: nobody has recovered them yet. */
  readonly acknowledgements: readonly StoredAcknowledgement[]
}
