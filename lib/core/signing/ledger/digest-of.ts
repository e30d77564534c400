import { hashPatch } from '@/lib/core/patch/hash-patch'
import type { Patch } from '@/lib/core/patch/patch'

/** Hashed again: whoever handed over the dossier may have handed over a digest that is not its own. */
export function digestOf(patch: Patch): Patch['digest'] | undefined {
  try {
    return hashPatch(patch).digest
  } catch {
    // What cannot be read back has no digest.
    return undefined
  }
}
