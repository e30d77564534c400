import { and, eq, gt, inArray } from 'drizzle-orm'
import type { Hash } from 'viem'
import { sourceClaims } from './schema'
import type { Store } from './store'

/** Whether somebody has handed in sources for one of these codes after a moment. */
export async function hasClaimsSince(
  { database }: Pick<Store, 'database'>,
  { chainId, codeHashes, since }: { chainId: number; codeHashes: readonly Hash[]; since: Date },
): Promise<boolean> {
  if (codeHashes.length === 0) return false
  const [newer] = await database
    .select({ bundle: sourceClaims.bundle })
    .from(sourceClaims)
    .where(
      and(
        eq(sourceClaims.chainId, chainId),
        inArray(sourceClaims.codeHash, [...codeHashes]),
        gt(sourceClaims.claimedAt, since),
      ),
    )
    .limit(1)
  return newer !== undefined
}
