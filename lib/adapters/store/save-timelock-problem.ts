import { and, eq, gte, isNull, sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Store } from './store'
import { scanRanges, timelocks } from './timelock-schema'

/**
 * Notes why a timelock cannot be brought up to date; since when stays as long as there is one.
 *
 * @param parameters.range Blocks that could not be scanned, where it was about them.
 */
export async function saveTimelockProblem(
  { database }: Pick<Store, 'database'>,
  {
    timelock: { chainId, address },
    problem,
    range,
    now,
  }: {
    readonly timelock: ChainAddress
    readonly problem: string
    readonly range?: { readonly fromBlock: bigint; readonly toBlock: bigint } | undefined
    readonly now: Date
  },
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction
      .update(timelocks)
      .set({
        problem,
        problemSince: sql`coalesce(${timelocks.problemSince}, ${now})`,
        modified: now,
      })
      .where(and(eq(timelocks.chainId, chainId), eq(timelocks.address, address)))
    if (!range) return
    const { fromBlock, toBlock } = range
    await transaction
      .delete(scanRanges)
      .where(
        and(
          eq(scanRanges.chainId, chainId),
          eq(scanRanges.subject, address),
          gte(scanRanges.fromBlock, fromBlock),
          isNull(scanRanges.blockHash),
        ),
      )
    await transaction
      .insert(scanRanges)
      .values({ chainId, subject: address, fromBlock, toBlock, nodes: '', problem, scannedAt: now })
      .onConflictDoNothing()
  })
}
