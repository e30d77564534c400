import { and, eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import { replayResults, replayRuns } from './schema'
import type { Store } from './store'

export type SaveReplayResultsParameters = {
  readonly subject: string
  readonly run: Hash
  /** Given once it is known which transactions they are. */
  readonly found?: { readonly cursor: string; readonly total: number } | undefined
  readonly results: readonly { readonly hash: Hash; readonly json: string }[]
  readonly now: Date
}

/** Rows of one statement: PostgreSQL takes 65,535 values. */
const rowsAtOnce = 5_000

/**
 * Keeps what a run has found. What is there already stays.
 *
 * @returns Whether the run is still wanted: not when it was stopped, or another one has taken its place.
 */
export async function saveReplayResults(
  { database }: Pick<Store, 'database'>,
  { subject, run, found, results, now }: SaveReplayResultsParameters,
): Promise<boolean> {
  return await database.transaction(async (transaction) => {
    const [row] = await transaction
      .update(replayRuns)
      .set({ modified: now, ...found })
      .where(and(eq(replayRuns.subject, subject), eq(replayRuns.run, run)))
      .returning({ state: replayRuns.state })
    if (!row) return false
    for (let at = 0; at < results.length; at += rowsAtOnce) {
      const rows = results.slice(at, at + rowsAtOnce).map((result) => ({ run, ...result }))
      await transaction.insert(replayResults).values(rows).onConflictDoNothing()
    }
    return row.state === 'running'
  })
}
