import { keccak256, stringToBytes } from 'viem'
import { parseDossier } from '@/lib/core/patch/parse-dossier'
import type { Dossier, Patch } from '@/lib/core/patch/patch'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'

/**
 * A dossier with its digest: keccak256 of the UTF-8 bytes of its canonical JSON. The digest is the salt of the
 * timelock operation. What is returned is read back from those bytes, so it is exactly what the digest commits to.
 *
 * @throws InvalidDossierError where the dossier could not be read back by whoever fetches it by its digest.
 */
export function hashPatch(dossier: Dossier): Patch {
  const json = serializeDossier(dossier)
  return { ...parseDossier(json), digest: keccak256(stringToBytes(json)) }
}
