import type { Hash } from 'viem'
import type { scanRanges } from './timelock-schema'

/** Blocks whose events were asked for, both ends included. */
export type ScanRange = {
  readonly fromBlock: bigint
  readonly toBlock: bigint
  /** Of `toBlock`; undefined where the range could not be scanned. */
  readonly blockHash: Hash | undefined
  /** Hosts of the nodes that gave the same events. */
  readonly nodes: readonly string[]
  /** Why it could not be scanned. */
  readonly problem: string | undefined
  readonly scannedAt: Date
}

/** Reads a row. */
export function toScanRange(row: typeof scanRanges.$inferSelect): ScanRange {
  return {
    fromBlock: row.fromBlock,
    toBlock: row.toBlock,
    blockHash: row.blockHash ?? undefined,
    nodes: row.nodes === '' ? [] : row.nodes.split(' '),
    problem: row.problem ?? undefined,
    scannedAt: row.scannedAt,
  }
}
