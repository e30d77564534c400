import { sql } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { readScanCursor } from './read-scan-cursor'
import type { ScanCursor } from './scan-cursor'
import type { StoreDatabase } from './store'

/**
 * Whether the logs of an address are stored up to where they are thought to be. Nobody else stores or forgets any until the
 * transaction ends.
 *
 * @param transaction In which it is the first to be done.
 */
export async function isCursorAt(
  transaction: StoreDatabase,
  { chainId, address }: ChainAddress,
  cursor: ScanCursor | undefined,
): Promise<boolean> {
  const name = `logs ${chainId} ${address}`
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
  const own = { chainId, address, subject: 'logs' as const }
  const there = await readScanCursor({ database: transaction }, own)
  return (
    there?.fromBlock === cursor?.fromBlock &&
    there?.toBlock === cursor?.toBlock &&
    there?.blockHash === cursor?.blockHash
  )
}
