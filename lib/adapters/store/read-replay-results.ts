import { asc, eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import { replayResults } from './schema'
import type { Store } from './store'

/** What a run has found so far, each as canonical JSON. */
export async function readReplayResults(
  { database }: Pick<Store, 'database'>,
  { run }: { run: Hash },
): Promise<string[]> {
  const rows = await database
    .select({ json: replayResults.json })
    .from(replayResults)
    .where(eq(replayResults.run, run))
    .orderBy(asc(replayResults.hash))
  return rows.map(({ json }) => json)
}
