import { and, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { ScanCursor } from './scan-cursor'
import { scanCursors } from './schema'
import type { Store } from './store'

/** Up to where the approvals and executions of a Safe are stored for good. */
export async function readSafeCursor(
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
        eq(scanCursors.subject, 'safe'),
      ),
    )
  return cursor
}
