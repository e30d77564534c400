import { and, eq, gte } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { safeApprovals, safeExecutions } from './schema'
import type { Store } from './store'

/** Where a stored event stands. */
export type EventPosition = {
  readonly blockNumber: bigint
  readonly blockHash: Hash
  readonly logIndex: number
}

/** Where the stored approvals and executions of a Safe stand, newest first. */
export async function readSafeEventPositions(
  { database }: Pick<Store, 'database'>,
  { chainId, address, fromBlock }: ChainAddress & { fromBlock: bigint },
): Promise<EventPosition[]> {
  const found = await Promise.all(
    [safeApprovals, safeExecutions].map((table) =>
      database
        .select({
          blockNumber: table.blockNumber,
          blockHash: table.blockHash,
          logIndex: table.logIndex,
        })
        .from(table)
        .where(
          and(
            eq(table.chainId, chainId),
            eq(table.safe, address),
            gte(table.blockNumber, fromBlock),
          ),
        ),
    ),
  )
  return found
    .flat()
    .sort((a, b) => Number(b.blockNumber - a.blockNumber) || b.logIndex - a.logIndex)
}
