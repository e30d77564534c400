import { and, asc, eq, sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { LabelEntry } from '@/lib/core/safe/owner-label'
import { safeLabels } from './owner-schema'
import type { Store } from './store'

type Context = Pick<Store, 'database'>

/** All that owners of a Safe have called addresses, oldest first. */
export async function listLabels(
  { database }: Context,
  { chainId, address }: ChainAddress,
): Promise<LabelEntry[]> {
  const rows = await database
    .select()
    .from(safeLabels)
    .where(and(eq(safeLabels.chainId, chainId), eq(safeLabels.safe, address)))
    .orderBy(asc(safeLabels.position))
  return rows.map(({ address: named, text, author, writtenAt }) => ({
    ...{ address: named, text, author },
    writtenAt: BigInt(Math.floor(writtenAt.getTime() / 1_000)),
  }))
}

export type InsertLabelParameters = {
  readonly safe: ChainAddress
  readonly label: Pick<LabelEntry, 'address' | 'text' | 'author'>
  readonly now: Date
  /** Is given all that stands there, while nobody else writes. Throws where the label does not go with that. */
  readonly judge: (entries: readonly LabelEntry[]) => 'write' | 'leave'
}

/** Adds what an owner calls an address, unless the judge leaves it. @returns Whether it was added. */
export async function insertLabel(
  { database }: Context,
  { safe, label, now, judge }: InsertLabelParameters,
): Promise<boolean> {
  return await database.transaction(async (transaction) => {
    // Readers go on; of two writers one waits, so that two addresses never get one name at the same time.
    await transaction.execute(sql`lock table ${safeLabels} in share row exclusive mode`)
    if (judge(await listLabels({ database: transaction }, safe)) === 'leave') return false
    await transaction
      .insert(safeLabels)
      .values({ ...label, chainId: safe.chainId, safe: safe.address, writtenAt: now })
    return true
  })
}
