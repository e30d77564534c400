import type { Hash } from 'viem'
import type { Finding } from '@/lib/core/check/finding'
import type { StoredAcknowledgement } from './acknowledgement'
import type { LedgerEntry } from './ledger/ledger-entry'
import type { ReviewedCodeHash } from './ledger/reviewed-code-hash'
import type { ReviewStanding } from './review-standing'

/** What somebody about to sign has to know of the review, before they have looked for themselves. */
export type SigningReview = {
  /** What the record is addressed by, and acknowledgements name. */
  readonly patch: Hash
  readonly standing: ReviewStanding
  /** A review at a later block is under way. */
  readonly isRunning: boolean
  readonly findings: readonly Finding[]
  /** The new codes, as the last review has seen them. */
  readonly reviewed: readonly ReviewedCodeHash[]
  readonly simulation: SimulationStanding
  /** Whether effect and facts are as when it was first looked at; undefined where nothing is watched. */
  readonly drift?: LedgerEntry | undefined
  /** As they are kept: nobody has recovered them yet. */
  readonly acknowledgements: readonly StoredAcknowledgement[]
}

/** What the last simulation is worth to somebody about to sign. */
export type SimulationStanding = {
  readonly standing: ReviewStanding
  /** The configuration says that nothing is simulated here. */
  readonly isOff: boolean
  readonly isRunning: boolean
  /** Why the last attempt came to nothing. */
  readonly failure: string | undefined
}
