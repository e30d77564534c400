import { and, desc, eq, sql } from 'drizzle-orm'
import { type Address, getAddress } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Store } from './store'
import { timelockOperations } from './timelock-schema'

/** How many operations are looked through. */
const mostLooked = 200

/** Proxies and beacons that the newest operations of a timelock order to be upgraded, each once. */
export async function listUpgraded(
  { database }: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<Address[]> {
  const table = timelockOperations
  const rows = await database
    .select({ upgraded: table.upgraded })
    .from(table)
    .where(
      and(
        eq(table.chainId, chainId),
        eq(table.timelock, address),
        sql`cardinality(${table.upgraded}) > 0`,
      ),
    )
    .orderBy(desc(table.scheduledAt), desc(table.id))
    .limit(mostLooked)
  return [...new Set(rows.flatMap(({ upgraded }) => upgraded.map((each) => getAddress(each))))]
}
