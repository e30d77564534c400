import { and, eq, gte, isNotNull, isNull } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Store } from './store'
import { scanRanges, timelocks } from './timelock-schema'

/** Forgets why a timelock could not be brought up to date, where it is by now and no new block came that would tell so. */
export async function clearTimelockProblem(
  { database }: Pick<Store, 'database'>,
  { timelock: { chainId, address }, now }: { readonly timelock: ChainAddress; readonly now: Date },
): Promise<void> {
  await database.transaction(async (transaction) => {
    const cleared = await transaction
      .update(timelocks)
      .set({ problem: null, problemSince: null, modified: now })
      .where(
        and(
          eq(timelocks.chainId, chainId),
          eq(timelocks.address, address),
          isNotNull(timelocks.problem),
          gte(timelocks.indexedBlock, timelocks.headBlock),
        ),
      )
      .returning({ address: timelocks.address })
    if (cleared.length === 0) return
    await transaction
      .delete(scanRanges)
      .where(
        and(
          eq(scanRanges.chainId, chainId),
          eq(scanRanges.subject, address),
          isNull(scanRanges.blockHash),
        ),
      )
  })
}
