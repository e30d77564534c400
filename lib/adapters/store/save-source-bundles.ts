import { and, desc, eq, inArray, notInArray, sql } from 'drizzle-orm'
import { stringToBytes } from 'viem'
import { sourceBundles, sourceClaims } from './schema'
import type { Store, StoreDatabase } from './store'
import type { SourceClaim, StoredBundle } from './stored-sources'

/** Claims that are kept for one code by one origin: the newest, so that nobody shuts others out for good. */
const keptClaims = 8

export type SaveSourceBundlesParameters = {
  /** Each of them claimed. */
  readonly bundles: readonly StoredBundle[]
  readonly claim: SourceClaim
  /** Bytes that all bundles together may take. */
  readonly limit: number
}

export type SaveSourceBundlesReturnType =
  /** Whether a claim is new here. */
  | { readonly status: 'saved'; readonly isNew: boolean }
  /** Nothing was stored. */
  | { readonly status: 'full'; readonly stored: number }

/**
 * Stores bundles with the claims that code was compiled from them, all or none. The same again only renews the claims.
 * Bundles stay when a claim on them is dropped, since others may know them by their hash.
 */
export async function saveSourceBundles(
  { database }: Pick<Store, 'database'>,
  { bundles, claim, limit }: SaveSourceBundlesParameters,
): Promise<SaveSourceBundlesReturnType> {
  const rows = bundles.map(({ hash, json }) => {
    return { hash, json, size: stringToBytes(json).length, storedAt: claim.claimedAt }
  })
  return await database.transaction(async (transaction) => {
    const known = await transaction
      .select({ hash: sourceBundles.hash })
      .from(sourceBundles)
      .where(inArray(sourceBundles.hash, [...bundles.map(({ hash }) => hash)]))
    const missing = rows.filter(({ hash }) => !known.some((bundle) => bundle.hash === hash))
    if (missing.length > 0) {
      const stored = await readStoredBytes(transaction)
      if (stored + missing.reduce((sum, { size }) => sum + size, 0) > limit) {
        return { status: 'full', stored }
      }
      // Another request may have been faster.
      await transaction.insert(sourceBundles).values(missing).onConflictDoNothing()
    }
    return { status: 'saved', isNew: await saveClaims(transaction, { bundles, claim }) }
  })
}

async function readStoredBytes(database: StoreDatabase): Promise<number> {
  const [row] = await database
    .select({ stored: sql<string>`coalesce(sum(${sourceBundles.size}), 0)` })
    .from(sourceBundles)
  return Number(row?.stored ?? 0)
}

async function saveClaims(
  database: StoreDatabase,
  { bundles, claim }: Pick<SaveSourceBundlesParameters, 'bundles' | 'claim'>,
): Promise<boolean> {
  const ofCode = and(
    eq(sourceClaims.codeHash, claim.codeHash),
    eq(sourceClaims.chainId, claim.chainId),
    eq(sourceClaims.origin, claim.origin),
  )
  const hashes = bundles.map(({ hash }) => hash)
  const renewed = await database
    .update(sourceClaims)
    .set({ claimedAt: claim.claimedAt })
    .where(and(ofCode, inArray(sourceClaims.bundle, hashes)))
    .returning({ bundle: sourceClaims.bundle })
  await database
    .insert(sourceClaims)
    .values(hashes.map((bundle) => ({ ...claim, bundle })))
    .onConflictDoNothing()
  const kept = await database
    .select({ bundle: sourceClaims.bundle })
    .from(sourceClaims)
    .where(ofCode)
    .orderBy(desc(sourceClaims.claimedAt), sourceClaims.bundle)
    .limit(keptClaims)
  await database.delete(sourceClaims).where(
    and(
      ofCode,
      notInArray(
        sourceClaims.bundle,
        kept.map(({ bundle }) => bundle),
      ),
    ),
  )
  return renewed.length < hashes.length
}
