import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { isCursorAt } from './is-cursor-at'
import type { ScanCursor } from './scan-cursor'
import { logs, scanCursors } from './schema'
import type { Store } from './store'
import type { StoredLog } from './stored-log'

export type SaveLogsParameters = {
  at: ChainAddress
  logs: readonly StoredLog[]
  /** Behind what these logs are; undefined where nothing was stored. */
  after: ScanCursor | undefined
  /** The whole range stored after this save. */
  cursor: ScanCursor
}

/** PostgreSQL takes at most 65,535 parameters in a statement; a log takes nine. */
const rowsPerInsert = 2_000

/**
 * Stores logs and moves the cursor, both or neither.
 *
 * @returns Whether it was done: not where another process has moved the cursor in the meantime, to blocks of another chain maybe.
 */
export async function saveLogs(
  { database }: Pick<Store, 'database'>,
  { at, logs: found, after, cursor }: SaveLogsParameters,
): Promise<boolean> {
  const rows = found.map((log) => ({ ...log, chainId: at.chainId, topics: [...log.topics] }))
  return await database.transaction(async (transaction) => {
    if (!(await isCursorAt(transaction, at, after))) return false
    for (let start = 0; start < rows.length; start += rowsPerInsert) {
      const values = rows.slice(start, start + rowsPerInsert)
      await transaction.insert(logs).values(values).onConflictDoNothing()
    }
    const { fromBlock, toBlock, blockHash } = cursor
    await transaction
      .insert(scanCursors)
      .values({ ...at, subject: 'logs', fromBlock, toBlock, blockHash })
      .onConflictDoUpdate({
        target: [scanCursors.chainId, scanCursors.address, scanCursors.subject],
        set: { fromBlock, toBlock, blockHash },
      })
    return true
  })
}
