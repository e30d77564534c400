import { and, eq, gte } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { isCursorAt } from './is-cursor-at'
import type { ScanCursor } from './scan-cursor'
import { logs, scanCursors } from './schema'
import type { Store } from './store'

export type DeleteLogsFromParameters = ChainAddress & {
  /** First block that is no longer on the chain, or of which events are missing. */
  fromBlock: bigint
  /** Up to where they were stored when that was found. */
  before: ScanCursor | undefined
  /** What remains stored; left out, scanning starts anew. */
  cursor?: ScanCursor | undefined
}

/**
 * Forgets the logs of an address from a block on, as after a reorganisation, and sets the cursor back with them.
 *
 * @returns Whether it was done: not where another process has moved the cursor in the meantime.
 */
export async function deleteLogsFrom(
  { database }: Pick<Store, 'database'>,
  { chainId, address, fromBlock, before, cursor }: DeleteLogsFromParameters,
): Promise<boolean> {
  const ofCursor = and(
    eq(scanCursors.chainId, chainId),
    eq(scanCursors.address, address),
    eq(scanCursors.subject, 'logs'),
  )
  return await database.transaction(async (transaction) => {
    if (!(await isCursorAt(transaction, { chainId, address }, before))) return false
    await transaction
      .delete(logs)
      .where(
        and(eq(logs.chainId, chainId), eq(logs.address, address), gte(logs.blockNumber, fromBlock)),
      )
    if (cursor) await transaction.update(scanCursors).set(cursor).where(ofCursor)
    else await transaction.delete(scanCursors).where(ofCursor)
    return true
  })
}
