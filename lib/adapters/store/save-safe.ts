import { sql } from 'drizzle-orm'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { safes } from './schema'
import type { Store } from './store'

/** Remembers a Safe as it was last read. */
export async function saveSafe(
  { database }: Pick<Store, 'database'>,
  { state, modified }: { state: SafeState; modified: Date },
): Promise<void> {
  const { safe, owners, modules, threshold } = state
  const values = { owners: [...owners], modules: [...modules], threshold, modified }
  await database
    .insert(safes)
    .values({ ...values, chainId: safe.chainId, safe: safe.address })
    .onConflictDoUpdate({
      target: [safes.chainId, safes.safe],
      set: values,
      // A read that changes nothing writes nothing.
      setWhere: sql`(${safes.owners}, ${safes.modules}, ${safes.threshold}) is distinct from (excluded.owners, excluded.modules, excluded.threshold)`,
    })
}
