import type { ReactNode } from 'react'
import { AcknowledgementList } from '@/components/check/acknowledgement-list'
import { FindingAnswer } from '@/components/check/finding-answer'
import { signPath } from '@/components/frame/paths'
import { type PublicConfig, timelocksOf } from '@/lib/config/public-config'
import type { Finding } from '@/lib/core/check/finding'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { asksForReview } from '@/lib/core/signing/asks-for-review'
import { judgeAcknowledgements } from '@/lib/core/signing/judge-acknowledgements'
import { isAnswerable } from '@/lib/core/signing/signing-gate'
import type { SigningReview } from '@/lib/core/signing/signing-review'

export type FindingAnswersParameters = {
  config: PublicConfig
  /** Whoever only reads, where nobody has answered, loads nothing that could sign. */
  isReader: boolean
  /** Undefined where the Safe could not be read. */
  safe: SafeState | undefined
  review: Pick<SigningReview, 'patch' | 'acknowledgements'>
  /** What is signed, or was. */
  transaction: ProposedTransaction
}

/** Draws what stands below each finding that owners can answer: first as the server finds it, then as the browser does. */
export async function findingAnswers({
  config,
  isReader,
  safe,
  review,
  transaction: { transaction, outcome },
}: FindingAnswersParameters): Promise<(finding: Finding) => ReactNode> {
  const { patch, acknowledgements } = review
  const isOver =
    outcome.status !== 'pending' || !asksForReview({ transaction, timelocks: timelocksOf(config) })
  const judged =
    safe &&
    (await judgeAcknowledgements({ patch, acknowledgements, safe: safe.safe, owners: safe.owners }))
  return (finding) => {
    if (!isAnswerable(finding)) return null
    const list = (
      <AcknowledgementList
        finding={finding}
        acknowledgements={acknowledgements}
        judged={judged}
        by="server"
      />
    )
    const isAnswered = acknowledgements.some(({ check }) => check === finding.check)
    if (isReader && !isAnswered) return isOver ? null : <HowToAnswer patch={patch} />
    if (!safe) return list
    return (
      <FindingAnswer
        config={config}
        safe={safe}
        review={review}
        finding={finding}
        isOver={isOver}
        fallback={list}
      />
    )
  }
}

function HowToAnswer({ patch }: Pick<SigningReview, 'patch'>) {
  return (
    <p className="text-ink-2 text-sm">
      It holds up signing until an owner of the Safe has answered it with a reason,{' '}
      <a href={signPath(patch)} className="link">
        where it is signed
      </a>
      .
    </p>
  )
}
