import { Verdict } from '@/components/ui/verdict'
import type { Verdict as VerdictWord } from '@/lib/core/check/finding'
import type { RecordReview } from '@/lib/core/patch/desk'

/** What does not apply says nothing of the patch. */
const shown: readonly VerdictWord[] = ['fail', 'unknown', 'warn', 'pass']

export type QueueChecksProps = {
  review: RecordReview | undefined
  /** The number of the block of the page's facts. */
  block: bigint
}

/** What the last review came to, worst first, and as of which block where that is not the page's own. */
export function QueueChecks({ review, block }: QueueChecksProps) {
  if (!review) {
    return (
      <span className="whitespace-nowrap">
        <Verdict verdict="unknown">not reviewed</Verdict>
      </span>
    )
  }
  const verdicts = shown.filter((verdict) => review.verdicts[verdict] > 0)
  return (
    // Room for two of them beside each other, however narrow the table.
    <span className="grid min-w-24 gap-0.5">
      <span className="flex flex-wrap gap-x-2.5 gap-y-1 tabular-nums">
        {verdicts.map((verdict) => (
          <Verdict key={verdict} verdict={verdict}>
            {review.verdicts[verdict]}
          </Verdict>
        ))}
        {verdicts.length === 0 && <Verdict verdict="unknown">no check applies</Verdict>}
      </span>
      {review.block !== block && (
        <span className="text-ink-3 text-xs">
          at block {Number(review.block).toLocaleString('en-US')}
        </span>
      )}
    </span>
  )
}
