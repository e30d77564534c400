import { and, asc, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Address } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

export type Coverage = {
  /** Changes whenever anything changes that is stored of these timelocks. */
  readonly revision: string
  readonly timelocks: number
  /** Timelocks whose events are not all known up to the newest block that was heard of, and why; at most a hundred. */
  readonly incomplete: readonly { readonly timelock: ChainAddress; readonly reason: string }[]
}

const mostIncomplete = 100

/** Of which timelocks a list is, and what is not known of them: two queries on few rows. */
export async function readCoverage(
  { database }: Pick<Store, 'database'>,
  {
    chainId,
    timelock,
  }: { readonly chainId?: number | undefined; readonly timelock?: Address | undefined },
): Promise<Coverage> {
  const table = timelocks
  const which = and(
    chainId === undefined ? undefined : eq(table.chainId, chainId),
    timelock && eq(table.address, timelock),
  )
  const [revisions, incomplete] = await Promise.all([
    database
      .select({
        timelocks: sql<number>`count(*)`.mapWith(Number),
        modified: sql<string>`coalesce(max(extract(epoch from ${table.modified}) * 1000), 0)::bigint::text`,
        // A block more anywhere, or another one in its place.
        blocks: sql<string>`coalesce(sum(${table.indexedBlock}), 0)::text`,
        heads: sql<string>`coalesce(sum(${table.headBlock}), 0)::text`,
        hashes: sql<string>`md5(coalesce(string_agg(${table.indexedHash}, '' order by ${table.chainId}, ${table.address}), ''))`,
      })
      .from(table)
      .where(which),
    database
      .select({
        chainId: table.chainId,
        address: table.address,
        problem: table.problem,
        indexedBlock: table.indexedBlock,
        headBlock: table.headBlock,
      })
      .from(table)
      .where(
        and(
          which,
          or(
            isNotNull(table.problem),
            isNull(table.indexedBlock),
            lt(table.indexedBlock, table.headBlock),
          ),
        ),
      )
      .orderBy(asc(table.chainId), asc(table.address))
      .limit(mostIncomplete),
  ])
  const [of] = revisions
  return {
    revision: of ? [of.timelocks, of.modified, of.blocks, of.heads, of.hashes].join('-') : '0',
    timelocks: of?.timelocks ?? 0,
    incomplete: incomplete.map(({ problem, indexedBlock, headBlock, ...at }) => ({
      timelock: at,
      reason: problem ?? behind(indexedBlock, headBlock),
    })),
  }
}

function behind(indexed: bigint | null, head: bigint | null): string {
  if (indexed === null) return 'No block was scanned yet.'
  return `Scanned up to block ${indexed} of ${head}.`
}
