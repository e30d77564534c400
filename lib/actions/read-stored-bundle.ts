import type { Hash } from 'viem'
import { readSourceBundle } from '@/lib/adapters/store/read-sources'
import type { Store } from '@/lib/adapters/store/store'
import { hashSerializedBundle } from '@/lib/core/source/hash-source-bundle'

/** The canonical JSON of a stored bundle, exactly the bytes that were hashed: they are hashed again. */
export async function readStoredBundle(
  { store }: { store: Store },
  { hash }: { hash: Hash },
): Promise<string | undefined> {
  const json = (await readSourceBundle(store, { hash }))?.json
  const isSame = json !== undefined && hashSerializedBundle(json) === (hash.toLowerCase() as Hash)
  return isSame ? json : undefined
}
