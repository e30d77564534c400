import { count, sql } from 'drizzle-orm'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

/** How far the timelocks of a chain are behind. */
export type IndexLag = {
  readonly chainId: number
  readonly timelocks: number
  /** How many cannot be brought up to date now. */
  readonly problems: number
  /** Blocks between the one that is furthest behind and the newest block that was heard of. */
  readonly blocks: number
  /** Time of the block up to which the one furthest behind is known, seconds since the epoch; undefined before a first scan. */
  readonly knownUntil: number | undefined
}

/** How far indexing is behind, by chain. */
export async function readIndexLag({ database }: Pick<Store, 'database'>): Promise<IndexLag[]> {
  const { chainId, headBlock, indexedBlock, scanFrom, indexedTimestamp, problem } = timelocks
  const rows = await database
    .select({
      chainId,
      timelocks: count(),
      problems: count(problem),
      blocks:
        sql<number>`coalesce(max(${headBlock} - coalesce(${indexedBlock}, ${scanFrom})), 0)`.mapWith(
          Number,
        ),
      knownUntil: sql<
        number | null
      >`case when count(${indexedTimestamp}) = count(*) then min(${indexedTimestamp}) end`,
    })
    .from(timelocks)
    .groupBy(chainId)
    .orderBy(chainId)
  return rows.map(({ knownUntil, ...row }) => ({
    ...row,
    knownUntil: knownUntil === null ? undefined : Number(knownUntil),
  }))
}
