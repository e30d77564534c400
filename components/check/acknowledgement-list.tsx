import type { Finding } from '@/lib/core/check/finding'
import type { StoredAcknowledgement } from '@/lib/core/signing/acknowledgement'
import { hashFinding } from '@/lib/core/signing/hash-finding'
import type { JudgedAcknowledgement } from '@/lib/core/signing/judge-acknowledgements'
import { AcknowledgementItem, type ShownStanding } from './acknowledgement-item'

export type AcknowledgementListProps = {
  finding: Finding
  acknowledgements: readonly StoredAcknowledgement[]
  /** Undefined while they are being recovered. */
  judged: readonly JudgedAcknowledgement[] | undefined
  by: 'browser' | 'server'
}

/** Every answer to a check of a subject, what counts and what does not. Nothing where nobody has answered. */
export function AcknowledgementList({
  finding,
  acknowledgements,
  judged,
  by,
}: AcknowledgementListProps) {
  const hash = hashFinding(finding)
  const own = acknowledgements.filter(
    ({ check, subject }) => check === finding.check && subject === finding.subject,
  )
  if (own.length === 0) return null
  const standingOf = (acknowledgement: StoredAcknowledgement): ShownStanding => {
    if (acknowledgement.finding !== hash) return 'of-another-finding'
    const found = judged?.find((one) => one.acknowledgement.signature === acknowledgement.signature)
    return found?.standing ?? 'unverified'
  }
  return (
    <ul aria-label="Answers of owners" className="grid text-sm">
      {own.map((acknowledgement) => (
        <AcknowledgementItem
          key={acknowledgement.signature}
          acknowledgement={acknowledgement}
          standing={standingOf(acknowledgement)}
          by={by}
        />
      ))}
    </ul>
  )
}
