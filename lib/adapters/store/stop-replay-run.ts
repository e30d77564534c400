import { and, eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import { replayRuns } from './schema'
import type { Store } from './store'

export type StopReplayRunParameters = {
  readonly subject: string
  /** Undefined for whichever is under way. */
  readonly run?: Hash | undefined
  readonly problem?: string | undefined
  readonly now: Date
}

/**
 * Notes that a run has stopped, and why; what it found stays, so that it can go on.
 *
 * @returns Whether it was under way.
 */
export async function stopReplayRun(
  { database }: Pick<Store, 'database'>,
  { subject, run, problem, now }: StopReplayRunParameters,
): Promise<boolean> {
  const stopped = await database
    .update(replayRuns)
    .set({ state: 'stopped', problem: problem ?? null, modified: now })
    .where(
      and(
        eq(replayRuns.subject, subject),
        eq(replayRuns.state, 'running'),
        run && eq(replayRuns.run, run),
      ),
    )
    .returning({ subject: replayRuns.subject })
  return stopped.length > 0
}
