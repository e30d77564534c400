import { and, eq, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Address } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Store } from './store'
import { timelocks } from './timelock-schema'

export type Coverage = {
  /** Changes whenever anything changes that is stored of these timelocks. */
  readonly revision: string
  readonly timelocks: number
  /**
   * Timelocks whose events are not all known up to the newest block that was heard of, and why; at most a hundred. The one that is
   * asked for where nobody follows it.
   */
  readonly incomplete: readonly { readonly timelock: ChainAddress; readonly reason: string }[]
}

const mostIncomplete = 100

/** Of which timelocks a list is, and what is not known of them: one query on few rows, as every reader asks it. */
export async function readCoverage(
  { database }: Pick<Store, 'database'>,
  {
    chainId,
    timelock,
    configured,
  }: {
    readonly chainId?: number | undefined
    readonly timelock?: Address | undefined
    /** Only of those that are configured, or only of others. */
    readonly configured?: boolean | undefined
  },
): Promise<Coverage> {
  const table = timelocks
  const which = and(
    chainId === undefined ? undefined : eq(table.chainId, chainId),
    timelock && eq(table.address, timelock),
    configured === undefined ? undefined : (configured ? eq : ne)(table.followedWhy, 'config'),
  )
  const isIncomplete = or(
    isNotNull(table.problem),
    isNull(table.indexedBlock),
    lt(table.indexedBlock, table.headBlock),
  )
  const inOrder = sql`order by ${table.chainId}, ${table.address}`
  const one = sql`json_build_array(${table.chainId}, ${table.address}, ${table.problem}, ${table.indexedBlock}::text, ${table.headBlock}::text)`
  const [of] = await database
    .select({
      timelocks: sql<number>`count(*)`.mapWith(Number),
      // Not the last moment alone: the clocks of several workers differ, and one that is behind changes something, too.
      modified: sql<string>`coalesce(sum(extract(epoch from ${table.modified}) * 1000), 0)::numeric(78, 0)::text`,
      // A block more anywhere, or another one in its place.
      blocks: sql<string>`coalesce(sum(${table.indexedBlock}), 0)::text`,
      heads: sql<string>`coalesce(sum(${table.headBlock}), 0)::text`,
      hashes: sql<string>`md5(coalesce(string_agg(${table.indexedHash}, '' ${inOrder}), ''))`,
      incomplete: sql<string>`array_to_json((array_agg(${one} ${inOrder}) filter (where ${isIncomplete}))[1:${sql.raw(`${mostIncomplete}`)}])::text`,
    })
    .from(table)
    .where(which)
  const incomplete = JSON.parse(of?.incomplete ?? '[]') as readonly Incomplete[]
  const isStranger = chainId !== undefined && timelock !== undefined && !of?.timelocks
  return {
    revision: of ? [of.timelocks, of.modified, of.blocks, of.heads, of.hashes].join('-') : '0',
    timelocks: of?.timelocks ?? 0,
    incomplete: isStranger
      ? [{ timelock: { chainId, address: timelock }, reason: 'It is not followed here.' }]
      : incomplete.map(([chainId, address, problem, indexed, head]) => ({
          timelock: { chainId, address },
          reason: problem ?? behind(indexed, head),
        })),
  }
}

type Incomplete = readonly [
  chainId: number,
  address: Address,
  problem: string | null,
  indexedBlock: string | null,
  headBlock: string | null,
]

function behind(indexed: string | null, head: string | null): string {
  if (indexed === null) return 'No block was scanned yet.'
  return `Scanned up to block ${indexed} of ${head}.`
}
