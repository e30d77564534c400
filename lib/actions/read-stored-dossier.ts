import type { Hash } from 'viem'
import { readDossier } from '@/lib/adapters/store/read-dossier'
import type { Store } from '@/lib/adapters/store/store'

/** The canonical JSON of a stored dossier, exactly the bytes that were hashed. */
export async function readStoredDossier(
  { store }: { store: Store },
  { digest }: { digest: Hash },
): Promise<string | undefined> {
  return (await readDossier(store, { digest }))?.json
}
