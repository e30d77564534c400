import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { ScanCursor } from './scan-cursor'
import { logs, scanCursors } from './schema'
import type { Store } from './store'
import type { StoredLog } from './stored-log'

export type SaveLogsParameters = {
  at: ChainAddress
  logs: readonly StoredLog[]
  /** The whole range stored after this save. */
  cursor: ScanCursor
}

/** PostgreSQL takes at most 65,535 parameters in a statement; a log takes nine. */
const rowsPerInsert = 2_000

/** Stores logs and moves the cursor, both or neither. A log stored before is left as it is. */
export async function saveLogs(
  { database }: Pick<Store, 'database'>,
  { at, logs: found, cursor }: SaveLogsParameters,
): Promise<void> {
  const rows = found.map((log) => ({ ...log, chainId: at.chainId, topics: [...log.topics] }))
  await database.transaction(async (transaction) => {
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
  })
}
