import { and, eq, gte } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { ScanCursor } from './scan-cursor'
import { logs, scanCursors } from './schema'
import type { Store } from './store'

export type DeleteLogsFromParameters = ChainAddress & {
  /** First block that is no longer on the chain, or of which events are missing. */
  fromBlock: bigint
  /** What remains stored; left out, scanning starts anew. */
  cursor?: ScanCursor | undefined
}

/** Forgets the logs of an address from a block on, as after a reorganisation, and sets the cursor back with them. */
export async function deleteLogsFrom(
  { database }: Pick<Store, 'database'>,
  { chainId, address, fromBlock, cursor }: DeleteLogsFromParameters,
): Promise<void> {
  const ofCursor = and(
    eq(scanCursors.chainId, chainId),
    eq(scanCursors.address, address),
    eq(scanCursors.subject, 'logs'),
  )
  await database.transaction(async (transaction) => {
    await transaction
      .delete(logs)
      .where(
        and(eq(logs.chainId, chainId), eq(logs.address, address), gte(logs.blockNumber, fromBlock)),
      )
    if (cursor) await transaction.update(scanCursors).set(cursor).where(ofCursor)
    else await transaction.delete(scanCursors).where(ofCursor)
  })
}
