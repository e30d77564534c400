import type { Finding } from '@/lib/core/check/finding'
import type { DriftReading } from '@/lib/core/patch/drift-reading'
import type { Report } from '@/lib/core/report/report'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { reviewedCodes } from '@/lib/core/report/reviewed-codes'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { alarmFindings } from './alarm-findings'
import { driftCondition } from './drift-condition'
import { reviewStanding } from './review-standing'
import { isAnswerable, signingGate } from './signing-gate'
import type { SigningReview } from './signing-review'

type Last<T> = { readonly report: T; readonly confirmedBlock: bigint }

export type SigningReviewOfParameters = Pick<SigningReview, 'patch' | 'acknowledgements'> & {
  /** What is about to be signed. */
  readonly transaction: SafeTransaction
  /** The block of the facts beside it; undefined where none was read. */
  readonly block: { readonly number: bigint; readonly timestamp: bigint } | undefined
  readonly review: { readonly last: Last<Report> | undefined; readonly isRunning: boolean }
  readonly simulation: Omit<SigningReview['simulation'], 'standing'> & {
    readonly last: Last<{ readonly input: ReviewInput }> | undefined
  }
  readonly findings: readonly Finding[]
  readonly drift: DriftReading | undefined
}

/** What was found of a record, for somebody about to sign one of its Safe transactions. */
export function signingReviewOf({
  patch,
  acknowledgements,
  transaction,
  block,
  review,
  simulation: { last: simulated, ...simulation },
  findings,
  drift,
}: SigningReviewOfParameters): SigningReview {
  const standingOf = (last: Last<{ readonly input: ReviewInput }> | undefined) =>
    reviewStanding({
      review: last && { input: last.report.input, confirmedBlock: last.confirmedBlock },
      transaction,
      block: block?.number ?? 0n,
    })
  const { blocked, unknown } = signingGate({ findings, acknowledgements: [] })
  return {
    patch,
    standing: standingOf(review.last),
    reviewed: review.last ? reviewedCodes(review.last.report) : [],
    simulation: { standing: standingOf(simulated), ...simulation },
    isRunning: review.isRunning,
    // Of the rest the browser needs nothing to decide.
    findings: [
      ...blocked,
      ...unknown,
      ...findings.filter(isAnswerable),
      ...alarmFindings(drift?.alarms ?? []),
    ],
    drift: drift && driftCondition(drift, block?.timestamp ?? 0n),
    acknowledgements,
  }
}
