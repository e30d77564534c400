import { type Hash, keccak256, stringToBytes } from 'viem'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { importClosure } from './import-closure'
import type { SourceBundle } from './source-bundle'

/** What an auditor publishes of the sources that were read: one hash for all, and one for each file. */
export type SourceHashes = {
  readonly sourceHash: Hash
  readonly files: Readonly<Record<string, Hash>>
}

/**
 * Hashes the sources of one contract by what they say: the contract's own file and all that it reaches through imports,
 * each under the path by which the compiler knows it. Comments count, since some of them change the code. How lines end,
 * and a byte order mark, do not, since checking a repository out changes them; neither do the compiler and its settings,
 * and files that the contract does not reach.
 */
export function hashSources(bundle: SourceBundle): SourceHashes {
  const { sources } = importClosure(bundle)
  const entries = Object.entries(sources).map(([path, text]) => [path, hashFile(text)] as const)
  const files = Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return { sourceHash: hashFileHashes(files), files }
}

/** The source hash of files whose hashes are known: keccak256 of the canonical JSON (RFC 8785) of path to hash. */
export function hashFileHashes(files: SourceHashes['files']): Hash {
  const lower = Object.entries(files).map(([path, hash]) => [path, hash.toLowerCase()])
  return keccak256(stringToBytes(canonicalJson(Object.fromEntries(lower))))
}

function hashFile(text: string): Hash {
  return keccak256(stringToBytes(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')))
}
