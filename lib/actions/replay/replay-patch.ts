import type { Client } from 'viem'
import { readPatchedSubject } from '@/lib/actions/replay/read-patched-subject'
import { type ReplayTools, replayTransactions } from '@/lib/actions/replay/replay-transactions'
import type { SavedReplay } from '@/lib/core/replay/parse-replay'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import { canonicalWire } from '@/lib/core/replay/serialize-replay'
import { announcedDifferences } from '@/lib/core/report/announced-differences'
import { makeReplayReport } from '@/lib/core/report/make-replay-report'
import type { ReplayReport } from '@/lib/core/report/replay-report'
import type { ReviewInput } from '@/lib/core/report/review-input'

export type ReplayPatchParameters = {
  readonly input: ReviewInput
  /** How many of the latest transactions. */
  readonly last: number
  /** What an earlier run has found: that is not done again, if it was one of the same. */
  readonly resume?: SavedReplay | undefined
  /** Told once, before the first result: which transactions, and what is known of them already. */
  readonly onFound?:
    | ((cursor: SavedReplay['cursor'], results: readonly ReplayResult[]) => void)
    | undefined
  readonly onResults?: ((results: readonly ReplayResult[]) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Replays the last transactions of what a patch replaces, and asks the checks.
 *
 * @throws AnvilMissingError, ForkError, ReplayError, RpcUnreachableError, the reason of the signal
 */
export async function replayPatch(
  { client, ...tools }: ReplayTools & { readonly client: Client },
  { input, last, resume, onFound, onResults, signal }: ReplayPatchParameters,
): Promise<ReplayReport> {
  const { subject, gaps } = await readPatchedSubject({ client, ...tools }, { input, signal })
  const isSame = resume && canonicalWire(resume.cursor.subject) === canonicalWire(subject)
  const known = isSame ? resume : undefined
  const fromBlock = BigInt(input.protocol.deploymentBlock)
  const replay = await replayTransactions(tools, {
    subject,
    gaps,
    wanted: { kind: 'last', last, fromBlock },
    expected: announcedDifferences(input),
    resume: known,
    onFound: (cursor) =>
      onFound?.(
        { schema: 'suture/replay-cursor/1', subject, mode: 'exact', ...cursor },
        known?.results ?? [],
      ),
    onResults,
    signal,
  })
  return makeReplayReport({ input, replay })
}
