import { and, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { ScanCursor } from './scan-cursor'
import { scanCursors } from './schema'
import type { Store } from './store'

/**
 * How far an address is scanned, or `undefined` where that has not begun.
 *
 * @param parameters.subject `logs`: its logs; `safe`: the approvals and executions of a Safe, for good.
 */
export async function readScanCursor(
  { database }: Pick<Store, 'database'>,
  { chainId, address, subject }: ChainAddress & { readonly subject: 'logs' | 'safe' },
): Promise<ScanCursor | undefined> {
  const { fromBlock, toBlock, blockHash } = scanCursors
  const [cursor] = await database
    .select({ fromBlock, toBlock, blockHash })
    .from(scanCursors)
    .where(
      and(
        eq(scanCursors.chainId, chainId),
        eq(scanCursors.address, address),
        eq(scanCursors.subject, subject),
      ),
    )
  return cursor
}
