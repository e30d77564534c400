import type { Finding } from '@/lib/core/check/finding'
import type { JudgedAcknowledgement } from './judge-acknowledgements'
import type { ReviewStanding } from './review-standing'
import { type SigningGate, signingGate } from './signing-gate'
import type { SigningReview } from './signing-review'

const nothing: SigningGate = { blocked: [], unknown: [], toAnswer: [], answered: [] }

/**
 * Everything that stands between a review and a signature, each a whole sentence; none where the gate is open.
 *
 * @param parameters.judged Undefined while they are being recovered, or where they could not be.
 */
export function reviewObstacles({
  review,
  judged,
  problem,
}: {
  readonly review: SigningReview
  readonly judged: readonly JudgedAcknowledgement[] | undefined
  readonly problem?: string | undefined
}): string[] {
  const { standing, findings, drift } = review
  const isCurrent = standing === 'current'
  const gate = isCurrent ? signingGate({ findings, acknowledgements: judged ?? [] }) : nothing
  const isWaiting = gate.toAnswer.length > 0 && !judged
  return [
    ...(isCurrent ? [] : [describeStanding(standing, review.isRunning)]),
    ...(drift?.verdict === 'fail'
      ? ['Drift: its effect or what it rests on is not as when it was first looked at.']
      : []),
    ...(gate.blocked.length > 0
      ? [
          `${idsOf(gate.blocked)} failed, which compares what has to be equal: nobody can answer it.`,
        ]
      : []),
    ...(gate.unknown.length > 0
      ? [`${idsOf(gate.unknown)} could not be checked, and no reason makes it known.`]
      : []),
    ...(isWaiting ? [problem ?? 'The answers of the owners are being verified.'] : []),
    ...(gate.toAnswer.length > 0 && !isWaiting
      ? [`${idsOf(gate.toAnswer)} failed: an owner has to say why it is signed all the same.`]
      : []),
  ]
}

function describeStanding(
  standing: Exclude<ReviewStanding, 'current'>,
  isRunning: boolean,
): string {
  const progress = isRunning
    ? ' A review is under way; the page renews itself when it is done.'
    : ''
  switch (standing) {
    case 'none':
      return `It was not reviewed yet.${progress}`
    case 'of-other-bytes':
      return `What was reviewed is another Safe transaction than this one.${progress}`
    case 'old':
      return `The last review is more than a day of blocks old.${progress}`
  }
}

/** Each check once, in the order of the findings. */
function idsOf(findings: readonly Finding[]): string {
  return [...new Set(findings.map(({ check }) => check))].join(', ')
}
