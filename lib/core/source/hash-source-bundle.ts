import { type Hash, keccak256, stringToBytes } from 'viem'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import type { SourceBundle } from './source-bundle'

/** The one text of a bundle: canonical JSON (RFC 8785) of its members and no others. */
export function serializeSourceBundle(bundle: SourceBundle): string {
  const { language, compiler, contract, sources, settings } = bundle
  const { path, name } = contract
  return canonicalJson({ language, compiler, contract: { path, name }, sources, settings })
}

/** The name of a bundle: keccak256 of its canonical JSON in UTF-8. */
export function hashSourceBundle(bundle: SourceBundle): Hash {
  return hashSerializedBundle(serializeSourceBundle(bundle))
}

/** As `hashSourceBundle`, of the text that `serializeSourceBundle` gave. */
export function hashSerializedBundle(json: string): Hash {
  return keccak256(stringToBytes(json))
}
