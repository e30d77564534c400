import { asc, eq } from 'drizzle-orm'
import type { Address } from 'viem'
import { safes } from './schema'
import type { Store } from './store'

/** A Safe as it was last read. */
export type KnownSafe = {
  readonly safe: Address
  readonly owners: readonly Address[]
  readonly modules: readonly Address[]
  readonly threshold: number
}

/** The Safes of a chain that were met so far. */
export async function listSafes(
  { database }: Pick<Store, 'database'>,
  { chainId }: { chainId: number },
): Promise<KnownSafe[]> {
  const rows = await database
    .select()
    .from(safes)
    .where(eq(safes.chainId, chainId))
    .orderBy(asc(safes.safe))
  return rows.map(({ safe, owners, modules, threshold }) => ({
    safe,
    owners: owners as Address[],
    modules: modules as Address[],
    threshold,
  }))
}
