import type { Hash } from 'viem'
import { replayName } from '@/lib/actions/replay/replay-name'
import { runningReplays } from '@/lib/actions/replay/running-replays'
import { type ReplayContext, type ReplayKey, startReplay } from '@/lib/actions/replay/start-replay'
import { resumableInput } from '@/lib/actions/replay/stored-run'
import { readLatestReport } from '@/lib/adapters/store/read-latest-report'
import { readReplayRun, type StoredReplayRun } from '@/lib/adapters/store/read-replay-run'
import type { StoredReport } from '@/lib/adapters/store/stored-report'
import { InvalidReplayError } from '@/lib/core/replay/parse-replay'
import { replacesCode } from '@/lib/core/replay/replaces-code'
import type { ReplayProgress, StoppedReplay } from '@/lib/core/replay/replay-progress'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'
import type { ReplayReport } from '@/lib/core/report/replay-report'
import type { ReviewInput } from '@/lib/core/report/review-input'

export type LastReplay = {
  readonly report: ReplayReport
  readonly hash: Hash
  readonly confirmedBlock: bigint
}

export type ReplayReading = {
  /** The one that was made last, if there is one. */
  readonly last: LastReplay | undefined
  readonly progress: ReplayProgress | undefined
  /** One that can go on. */
  readonly stopped: StoppedReplay | undefined
}

export type ReadReplayOfPatchParameters = ReplayKey & {
  /** What would be replayed now; undefined for what is over. */
  readonly input?: ReviewInput | undefined
  /** Whether one goes on, or begins, that nobody has asked for: not where somebody only wants to know what was found. */
  readonly mayBegin: boolean
}

/** Milliseconds after which a run that nothing was heard of has lost its process. */
const lostAfter = 90_000

/**
 * What past transactions tell of a patch, and how far a replay is. It is begun by whoever wants one; only one whose process
 * has gone goes on when somebody looks, and the first one where the configuration wants it. Never waits.
 */
export async function readReplayOfPatch(
  context: ReplayContext,
  { timelock, key, input, mayBegin }: ReadReplayOfPatchParameters,
): Promise<ReplayReading> {
  const { store, config } = context
  const subject = replayName(timelock, key)
  const [stored, row] = await Promise.all([
    readLatestReport(store, { subject }),
    readReplayRun(store, { subject }),
  ])
  const last = stored && readable(stored)
  const { automatic } = config.replay
  const isLost = row?.state === 'running' && Date.now() - row.modified.getTime() > lostAfter
  if (mayBegin && input && !runningReplays(store).has(subject)) {
    if (isLost && resumableInput(row, input)) startReplay(context, { timelock, key, input })
    else if (!row && !stored && automatic > 0 && replacesCode(input.calls))
      startReplay(context, { timelock, key, input, last: automatic })
  }
  const progress = progressOf(context, subject)
  return { last, progress, stopped: progress || !row ? undefined : stoppedOf(row, input) }
}

function progressOf(
  { store }: Pick<ReplayContext, 'store'>,
  subject: string,
): ReplayProgress | undefined {
  const running = runningReplays(store).get(subject)
  if (!running) return undefined
  const { hashes, outcomes, last, block } = running
  return {
    phase: hashes ? 'run' : 'search',
    last,
    block,
    outcomes: (hashes ?? []).map((hash) => outcomes.get(hash)),
  }
}

function stoppedOf(
  row: StoredReplayRun,
  input: ReviewInput | undefined,
): StoppedReplay | undefined {
  const stored = input && resumableInput(row, input)
  if (!stored) return undefined
  const { last, done, total, state, problem } = row
  const why = state === 'running' ? 'interrupted' : problem ? 'failed' : 'cancelled'
  return {
    last,
    block: stored.block.number,
    done,
    total: total ?? undefined,
    why,
    problem: problem ?? undefined,
  }
}

/** Of what was read last: every page of a patch asks for it, and one of 5,000 transactions has two megabytes. */
const parsed = new Map<Hash, ReplayReport>()
const mostParsed = 4

/** What another version has stored may be unreadable to this one: then nothing is known. */
function readable({ json, hash, confirmedBlock }: StoredReport): LastReplay | undefined {
  try {
    const report = parsed.get(hash) ?? parseReplayReport(json)
    parsed.delete(hash)
    parsed.set(hash, report)
    for (const oldest of [...parsed.keys()].slice(0, -mostParsed)) parsed.delete(oldest)
    return { report, hash, confirmedBlock }
  } catch (error) {
    if (error instanceof InvalidReplayError) return undefined
    throw error
  }
}
