import { desc, eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import { sourceBundles, sourceClaims } from './schema'
import type { Store } from './store'
import type { SourceClaim, StoredBundle } from './stored-sources'

/** The bundle with this hash, if it is stored here. */
export async function readSourceBundle(
  { database }: Pick<Store, 'database'>,
  { hash }: { hash: Hash },
): Promise<StoredBundle | undefined> {
  const [bundle] = await database
    .select({ hash: sourceBundles.hash, json: sourceBundles.json })
    .from(sourceBundles)
    .where(eq(sourceBundles.hash, hash))
  return bundle
}

/**
 * All that is claimed of code with this hash, on whichever chain: the newest first, and of what was claimed together the
 * smallest first, which is the quickest to compile.
 */
export async function readSources(
  { database }: Pick<Store, 'database'>,
  { codeHash, limit }: { codeHash: Hash; limit: number },
): Promise<(StoredBundle & SourceClaim)[]> {
  const { chainId, codeHash: code, origin, claimedAt } = sourceClaims
  return await database
    .select({
      hash: sourceBundles.hash,
      json: sourceBundles.json,
      chainId,
      codeHash: code,
      origin,
      claimedAt,
    })
    .from(sourceClaims)
    .innerJoin(sourceBundles, eq(sourceBundles.hash, sourceClaims.bundle))
    .where(eq(code, codeHash))
    .orderBy(desc(claimedAt), sourceBundles.size, sourceBundles.hash)
    .limit(limit)
}
