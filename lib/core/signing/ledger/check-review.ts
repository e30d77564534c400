import type { JudgedAcknowledgement } from '@/lib/core/signing/judge-acknowledgements'
import type { ReviewStanding } from '@/lib/core/signing/review-standing'
import { signingGate } from '@/lib/core/signing/signing-gate'
import type { SigningReview } from '@/lib/core/signing/signing-review'
import type { EntryBody, LedgerEntry } from './ledger-entry'

export type CheckReviewParameters = {
  readonly review: SigningReview
  /** Undefined while they are being recovered, or where they could not be. */
  readonly judged: readonly JudgedAcknowledgement[] | undefined
}

/**
 * What review, simulation and drift say of this very transaction. It is this server's word about them, so none rests on more
 * than a service; what it says is held against the chain by the other entries.
 */
export function checkReview({ review, judged }: CheckReviewParameters): LedgerEntry[] {
  const { standing, drift } = review
  const anchor = 'service'
  const of = 'is of this very transaction, and not older than a day of blocks'
  return [
    {
      id: 'review',
      title: 'The review is of these bytes, and fresh',
      anchor,
      ...standingBody(standing, of),
    },
    {
      id: 'simulation',
      title: 'The simulation is of these bytes, and fresh',
      anchor,
      ...simulationBody(review, of),
    },
    {
      id: 'review-integrity',
      title: 'What has to be equal was found equal',
      anchor,
      ...integrityBody(review),
    },
    {
      id: 'review-judgements',
      title: 'What asks for a reason has one',
      anchor,
      ...judgementsBody(review, judged),
    },
    ...(drift ? [drift] : []),
  ]
}

/** The ids of the entries that `reviewObstacles` puts in words. */
export const reviewEntryIds: ReadonlySet<string> = new Set([
  'review',
  'review-integrity',
  'review-judgements',
  'drift',
])

function standingBody(standing: ReviewStanding, of: string): EntryBody {
  switch (standing) {
    case 'current':
      return { verdict: 'pass', detail: `It ${of}.` }
    case 'of-other-bytes':
      return { verdict: 'fail', detail: 'It is of another Safe transaction.' }
    case 'old':
      return { verdict: 'unknown', detail: 'It is more than a day of blocks old.' }
    case 'none':
      return { verdict: 'unknown', detail: 'There is none yet.' }
  }
}

function simulationBody({ simulation }: SigningReview, of: string): EntryBody {
  const { standing, isOff, isRunning, failure } = simulation
  if (isOff && standing !== 'current') {
    return { verdict: 'not-applicable', detail: 'This instance is configured to simulate nothing.' }
  }
  const body = standingBody(standing, of)
  if (body.verdict === 'pass') return body
  const more = isRunning
    ? ' One is under way; the page renews itself when it is done.'
    : failure
      ? ` The last attempt failed: ${failure}`
      : ''
  return { ...body, detail: `${body.detail}${more}` }
}

const notReviewed = 'No review of these bytes is current.'

function integrityBody({ standing, findings }: SigningReview): EntryBody {
  if (standing !== 'current') return { verdict: 'unknown', detail: notReviewed }
  const { blocked, unknown } = signingGate({ findings, acknowledgements: [] })
  if (blocked.length > 0) return { verdict: 'fail', detail: linesOf(blocked) }
  if (unknown.length > 0) return { verdict: 'unknown', detail: linesOf(unknown) }
  return { verdict: 'pass', detail: 'No integrity check of weight failed or is unknown.' }
}

function judgementsBody(
  { standing, findings }: SigningReview,
  judged: readonly JudgedAcknowledgement[] | undefined,
): EntryBody {
  if (standing !== 'current') return { verdict: 'unknown', detail: notReviewed }
  const { toAnswer, answered } = signingGate({ findings, acknowledgements: judged ?? [] })
  if (toAnswer.length === 0) {
    const detail =
      answered.length === 0
        ? 'No judgement of weight failed.'
        : `${answered.length} failed and ${answered.length === 1 ? 'has' : 'have'} the typed reason of an owner.`
    return { verdict: 'pass', detail }
  }
  if (!judged) return { verdict: 'unknown', detail: 'The answers of the owners are not verified.' }
  return { verdict: 'needs-acknowledgement', detail: linesOf(toAnswer) }
}

/** A few in words; of more only which, since each is told where it can be answered. */
function linesOf(findings: readonly { readonly check: string; readonly detail: string }[]): string {
  if (findings.length > 3) {
    const checks = new Set(findings.map(({ check }) => check))
    return `${findings.length} findings: ${[...checks].join(', ')}.`
  }
  return findings.map(({ check, detail }) => `${check}: ${detail}`).join(' ')
}
