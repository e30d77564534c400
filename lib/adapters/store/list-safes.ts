import { and, asc, eq } from 'drizzle-orm'
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

/** The Safes of a chain that were met so far, or the one that is asked for. */
export async function listSafes(
  { database }: Pick<Store, 'database'>,
  { chainId, safe }: { chainId: number; safe?: Address | undefined },
): Promise<KnownSafe[]> {
  const rows = await database
    .select()
    .from(safes)
    .where(and(eq(safes.chainId, chainId), safe && eq(safes.safe, safe)))
    .orderBy(asc(safes.safe))
  return rows.map(({ safe, owners, modules, threshold }) => ({
    safe,
    owners: owners as Address[],
    modules: modules as Address[],
    threshold,
  }))
}
