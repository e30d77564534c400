import { and, eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import { replayResults, replayRuns } from './schema'
import type { Store } from './store'

/** Forgets a run that is done: its document is stored. */
export async function deleteReplayRun(
  { database }: Pick<Store, 'database'>,
  { subject, run }: { subject: string; run: Hash },
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction
      .delete(replayRuns)
      .where(and(eq(replayRuns.subject, subject), eq(replayRuns.run, run)))
    await transaction.delete(replayResults).where(eq(replayResults.run, run))
  })
}
