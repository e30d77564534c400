import type { SafeState } from '@/lib/core/safe/safe-state'
import { type KnownSafe, listSafes } from './list-safes'
import { safes } from './schema'
import type { Store } from './store'

/** Remembers a Safe as it was last read. A read that changes nothing writes nothing: each write waits for the disk. */
export async function saveSafe(
  { database }: Pick<Store, 'database'>,
  { state, modified }: { state: SafeState; modified: Date },
): Promise<void> {
  const { safe, owners, modules, threshold } = state
  const [known] = await listSafes({ database }, { chainId: safe.chainId, safe: safe.address })
  if (known && isSame(known, state)) return
  const values = { owners: [...owners], modules: [...modules], threshold, modified }
  await database
    .insert(safes)
    .values({ ...values, chainId: safe.chainId, safe: safe.address })
    .onConflictDoUpdate({
      target: [safes.chainId, safes.safe],
      set: values,
    })
}

function isSame(known: KnownSafe, { owners, modules, threshold }: SafeState): boolean {
  return (
    known.threshold === threshold &&
    known.owners.join() === owners.join() &&
    known.modules.join() === modules.join()
  )
}
