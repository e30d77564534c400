import { type Hash, keccak256, stringToBytes } from 'viem'
import { readDossier } from '@/lib/adapters/store/read-dossier'
import type { Store } from '@/lib/adapters/store/store'

/**
 * The canonical JSON of a stored dossier, exactly the bytes that were hashed. It is hashed again: bytes that somebody
 * changed in the database are not the dossier, and are not given out as it.
 */
export async function readStoredDossier(
  { store }: { store: Store },
  { digest }: { digest: Hash },
): Promise<string | undefined> {
  const json = (await readDossier(store, { digest }))?.json
  const isSame =
    json !== undefined && keccak256(stringToBytes(json)) === (digest.toLowerCase() as Hash)
  return isSame ? json : undefined
}
