import { and, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { ScanCursor } from './scan-cursor'
import { scanCursors } from './schema'
import type { Store } from './store'

/** How far the logs of an address are stored, or `undefined` where scanning has not begun. */
export async function readCursor(
  { database }: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<ScanCursor | undefined> {
  const [cursor] = await database
    .select({
      fromBlock: scanCursors.fromBlock,
      toBlock: scanCursors.toBlock,
      blockHash: scanCursors.blockHash,
    })
    .from(scanCursors)
    .where(
      and(
        eq(scanCursors.chainId, chainId),
        eq(scanCursors.address, address),
        eq(scanCursors.subject, 'logs'),
      ),
    )
  return cursor
}
