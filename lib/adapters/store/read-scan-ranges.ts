import { and, asc, eq } from 'drizzle-orm'
import { type ScanRange, toScanRange } from './scan-range'
import type { Store } from './store'
import { scanRanges } from './timelock-schema'

/** Which blocks were asked about for a subject, in order. */
export async function readScanRanges(
  { database }: Pick<Store, 'database'>,
  { chainId, subject }: { readonly chainId: number; readonly subject: string },
): Promise<ScanRange[]> {
  const rows = await database
    .select()
    .from(scanRanges)
    .where(and(eq(scanRanges.chainId, chainId), eq(scanRanges.subject, subject)))
    .orderBy(asc(scanRanges.fromBlock))
  return rows.map(toScanRange)
}
