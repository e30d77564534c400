import { eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import { replayResults, replayRuns } from './schema'
import type { Store } from './store'

export type BeginReplayRunParameters = {
  readonly subject: string
  readonly run: Hash
  readonly input: string
  readonly last: number
  readonly now: Date
}

/** Begins a run, or goes on with the same one. Another one of the same subject, and what it found, is forgotten. */
export async function beginReplayRun(
  { database }: Pick<Store, 'database'>,
  { subject, run, input, last, now }: BeginReplayRunParameters,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const running = { state: 'running', problem: null, modified: now } as const
    const [before] = await transaction
      .insert(replayRuns)
      .values({ subject, run, input, last, ...running })
      // Locks the row, so that nobody adds to what is forgotten.
      .onConflictDoUpdate({ target: replayRuns.subject, set: running })
      .returning()
    if (!before || before.run === run) return
    await transaction.delete(replayResults).where(eq(replayResults.run, before.run))
    await transaction
      .update(replayRuns)
      .set({ run, input, last, cursor: null, total: null })
      .where(eq(replayRuns.subject, subject))
  })
}
