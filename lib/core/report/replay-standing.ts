import { isSameSubject } from './is-same-subject'
import { mostBlocksApart } from './merge-findings'
import type { ReviewInput } from './review-input'

/** What a replay is worth now; where it is not `current` the checks do not count it. */
export type ReplayStanding = 'of-other-bytes' | 'old' | 'current'

/** Holds a replay against what would be replayed now. */
export function replayStanding(
  {
    report,
    confirmedBlock,
  }: {
    readonly report: { readonly input: ReviewInput }
    readonly confirmedBlock: bigint
  },
  input: ReviewInput,
): ReplayStanding {
  if (!isSameSubject(report.input, input)) return 'of-other-bytes'
  return input.block.number - confirmedBlock > mostBlocksApart ? 'old' : 'current'
}
