import type { Finding, Verdict } from '@/lib/core/check/finding'
import type { Replay } from '@/lib/core/replay/replay'
import type { ReviewInput } from './review-input'

/**
 * What past transactions tell of a patch: which patch, the replay, and what the checks make of it. The same input gives the
 * same bytes on any machine.
 */
export type ReplayReport = {
  readonly schema: 'suture/replay-report/1'
  readonly input: ReviewInput
  readonly replay: Replay
  /** One of every check that a replay answers, in the order of the catalogue. */
  readonly findings: readonly Finding[]
  /** The worst of them. */
  readonly verdict: Verdict
}
