import type { Client } from 'viem'
import { readPatchedSubject } from '@/lib/actions/replay/read-patched-subject'
import {
  type ReplayTools,
  replayTransactions,
  type WantedTransactions,
} from '@/lib/actions/replay/replay-transactions'
import { canonicalWire } from '@/lib/core/replay/canonical-wire'
import type { SavedReplay } from '@/lib/core/replay/parse-replay'
import type { ReplayMode, ReplayOverride, ReplaySubject } from '@/lib/core/replay/replay'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import { announcedDifferences } from '@/lib/core/report/announced-differences'
import { makeReplayReport } from '@/lib/core/report/make-replay-report'
import type { ReplayReport } from '@/lib/core/report/replay-report'
import type { ReviewInput } from '@/lib/core/report/review-input'

export type ReplayPatchParameters = {
  readonly input: ReviewInput
  readonly wanted: WantedTransactions
  /** Exact by default. */
  readonly mode?: ReplayMode | undefined
  /** What the new code finds, instead of what the calls of the patch leave. */
  readonly overrides?: readonly ReplayOverride[] | undefined
  /** What an earlier run has found: that is not done again, if it was one of the same. */
  readonly resume?: SavedReplay | undefined
  /** Told first: what is replayed. What it throws ends the replay. */
  readonly onSubject?: ((subject: ReplaySubject) => void) | undefined
  /** Told once, before the first result: which transactions, and what is known of them already. */
  readonly onFound?:
    | ((cursor: SavedReplay['cursor'], results: readonly ReplayResult[]) => void)
    | undefined
  readonly onResults?: ((results: readonly ReplayResult[]) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Replays transactions of what a patch replaces, and asks the checks.
 *
 * @throws AnvilMissingError, ForkError, ReplayError, RpcUnreachableError, the reason of the signal
 */
export async function replayPatch(
  { client, ...tools }: ReplayTools & { readonly client: Client },
  parameters: ReplayPatchParameters,
): Promise<ReplayReport> {
  const { input, wanted, mode = 'exact', overrides, resume, onSubject, onFound } = parameters
  const { onResults, signal } = parameters
  const patch = { input, overrides, signal }
  const { subject, gaps } = await readPatchedSubject({ client, ...tools }, patch)
  onSubject?.(subject)
  const isSame = resume && canonicalWire(resume.cursor.subject) === canonicalWire(subject)
  const known = isSame && resume.cursor.mode === mode ? resume : undefined
  const replay = await replayTransactions(tools, {
    subject,
    gaps,
    mode,
    wanted,
    expected: announcedDifferences(input),
    resume: known,
    onFound: (cursor) =>
      onFound?.(
        { schema: 'suture/replay-cursor/1', subject, mode, ...cursor },
        known?.results ?? [],
      ),
    onResults,
    signal,
  })
  return makeReplayReport({ input, replay })
}
