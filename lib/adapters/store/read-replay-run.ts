import { count, eq } from 'drizzle-orm'
import { replayResults, replayRuns } from './schema'
import type { Store } from './store'

/** A replay that is not done, as it is kept. */
export type StoredReplayRun = typeof replayRuns.$inferSelect & {
  /** How many results of it are kept. */
  readonly done: number
}

/** The replay of a subject that is not done, if there is one. */
export async function readReplayRun(
  { database }: Pick<Store, 'database'>,
  { subject }: { subject: string },
): Promise<StoredReplayRun | undefined> {
  const [row] = await database.select().from(replayRuns).where(eq(replayRuns.subject, subject))
  if (!row) return undefined
  const [kept] = await database
    .select({ done: count() })
    .from(replayResults)
    .where(eq(replayResults.run, row.run))
  return { ...row, done: kept?.done ?? 0 }
}
