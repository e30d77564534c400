import type { ReactNode } from 'react'
import { AcknowledgementList } from '@/components/check/acknowledgement-list'
import { FindingAnswer } from '@/components/check/finding-answer'
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
  /** Undefined where the Safe could not be read. */
  safe: SafeState | undefined
  review: Pick<SigningReview, 'patch' | 'acknowledgements'>
  /** What is signed, or was. */
  transaction: ProposedTransaction
}

/** Draws what stands below each finding that owners can answer: first as the server finds it, then as the browser does. */
export async function findingAnswers({
  config,
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
