import { and, eq } from 'drizzle-orm'
import { replayRuns } from './schema'
import type { Store } from './store'

/**
 * Notes that a run has stopped, and why; what it found stays, so that it can go on.
 *
 * @returns Whether it was under way.
 */
export async function stopReplayRun(
  { database }: Pick<Store, 'database'>,
  { subject, problem, now }: { subject: string; problem?: string | undefined; now: Date },
): Promise<boolean> {
  const stopped = await database
    .update(replayRuns)
    .set({ state: 'stopped', problem: problem ?? null, modified: now })
    .where(and(eq(replayRuns.subject, subject), eq(replayRuns.state, 'running')))
    .returning({ subject: replayRuns.subject })
  return stopped.length > 0
}
