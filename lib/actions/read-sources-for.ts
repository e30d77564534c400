import type { Hash } from 'viem'
import { readSources } from '@/lib/adapters/store/read-sources'
import type { Store } from '@/lib/adapters/store/store'
import { BaseError } from '@/lib/core/error/base-error'
import { hashSerializedBundle } from '@/lib/core/source/hash-source-bundle'
import { parseSourceBundle } from '@/lib/core/source/parse-source-bundle'
import type { SourceBundle, SourceOrigin } from '@/lib/core/source/source-bundle'

/** More are not compiled for one code. */
const mostBundles = 16

/** Sources that somebody gave for a code. */
export type ClaimedSources = {
  readonly hash: Hash
  readonly bundle: SourceBundle
  readonly origin: SourceOrigin
}

/**
 * The bundles that code with this hash is said to come from, in the order in which to try them. Which of them it is,
 * compiling them shows. What somebody changed in the database is left out.
 *
 * @param parameters.codeHash keccak256 of the runtime code. The same code on another chain has the same sources.
 */
export async function readSourcesFor(
  { store }: { store: Store },
  { codeHash }: { codeHash: Hash },
): Promise<ClaimedSources[]> {
  const claims = await readSources(store, { codeHash, limit: mostBundles })
  const found = new Map<Hash, ClaimedSources>()
  for (const { hash, json, origin } of claims) {
    if (found.has(hash) || hashSerializedBundle(json) !== hash) continue
    const bundle = readBundle(json)
    if (bundle) found.set(hash, { hash, bundle, origin })
  }
  return [...found.values()]
}

function readBundle(json: string): SourceBundle | undefined {
  try {
    return parseSourceBundle(json)
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}
