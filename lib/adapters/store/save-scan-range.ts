import { and, eq, gte, inArray, lte } from 'drizzle-orm'
import type { Block } from '@/lib/core/chain/snapshot'
import type { Store } from './store'
import { scanRanges } from './timelock-schema'

export type SaveScanRangeParameters = {
  readonly chainId: number
  /** A timelock's address, or `discovery`. */
  readonly subject: string
  /** `fromBlock` to `end` were scanned. */
  readonly fromBlock: bigint
  readonly end: Block
  readonly hosts: readonly string[]
  readonly finalizedBlock: bigint
  readonly now: Date
}

/**
 * Remembers which blocks were scanned. Ranges that a reorganisation is not expected in any more grow together; the others
 * keep their ends, at which a reorganisation is found.
 */
export async function saveScanRange(
  { database }: Pick<Store, 'database'>,
  { chainId, subject, fromBlock, end, hosts, finalizedBlock, now }: SaveScanRangeParameters,
): Promise<void> {
  const nodes = hosts.join(' ')
  const ofSubject = and(eq(scanRanges.chainId, chainId), eq(scanRanges.subject, subject))
  // What could not be scanned before has been, from here on.
  await database.delete(scanRanges).where(and(ofSubject, gte(scanRanges.fromBlock, fromBlock)))
  await database.insert(scanRanges).values({
    chainId,
    subject,
    fromBlock,
    toBlock: end.number,
    blockHash: end.hash,
    nodes,
    scannedAt: now,
  })
  const final = and(ofSubject, eq(scanRanges.nodes, nodes), lte(scanRanges.toBlock, finalizedBlock))
  const rows = await database
    .select({
      fromBlock: scanRanges.fromBlock,
      toBlock: scanRanges.toBlock,
      blockHash: scanRanges.blockHash,
    })
    .from(scanRanges)
    .where(final)
    .orderBy(scanRanges.fromBlock)
  const joined = longestJoined(rows)
  const [first, last] = [joined[0], joined.at(-1)]
  if (!first || !last || joined.length < 2) return
  const others = joined.slice(1).map((row) => row.fromBlock)
  await database.delete(scanRanges).where(and(ofSubject, inArray(scanRanges.fromBlock, others)))
  await database
    .update(scanRanges)
    .set({ toBlock: last.toBlock, blockHash: last.blockHash })
    .where(and(ofSubject, eq(scanRanges.fromBlock, first.fromBlock)))
}

/** Those at the end that follow each other without a gap. */
function longestJoined<TRow extends { readonly fromBlock: bigint; readonly toBlock: bigint }>(
  rows: readonly TRow[],
): TRow[] {
  let start = rows.length - 1
  while (start > 0 && rows[start - 1]?.toBlock === (rows[start]?.fromBlock ?? 0n) - 1n) start -= 1
  return rows.slice(Math.max(0, start))
}
