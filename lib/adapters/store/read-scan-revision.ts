import { and, eq, inArray, sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { callSubjects } from '@/lib/core/timelock/kind/call-subjects'
import type { Store } from './store'
import { scanRanges, timelocks } from './timelock-schema'

/**
 * Changes whenever more blocks were searched for a timelock, or its nodes were heard again, which need not change anything else that
 * is stored of it.
 */
export async function readScanRevision(
  { database }: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<string> {
  const { full, inputs } = callSubjects(address)
  const isIt = and(eq(timelocks.chainId, chainId), eq(timelocks.address, address))
  const [of] = await database
    .select({
      ranges: sql<string>`count(*)::text`,
      from: sql<string>`coalesce(sum(${scanRanges.fromBlock}), 0)::text`,
      to: sql<string>`coalesce(sum(${scanRanges.toBlock}), 0)::text`,
      heard: sql<string>`coalesce((select (extract(epoch from ${timelocks.heardAt}) * 1000)::bigint from ${timelocks} where ${isIt}), 0)::text`,
    })
    .from(scanRanges)
    .where(
      and(eq(scanRanges.chainId, chainId), inArray(scanRanges.subject, [address, full, inputs])),
    )
  return of ? [of.ranges, of.from, of.to, of.heard].join('-') : '0'
}
