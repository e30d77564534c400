import type { Block } from '@/lib/core/chain/snapshot'

/** Blocks that were scanned, and the hosts of the nodes that gave them. */
export type Coverage = {
  readonly fromBlock: bigint
  readonly end: Block
  readonly hosts: readonly string[]
}

/**
 * Ranges that are one, as `saveScanRange` would make them one after the other: neighbours that the same nodes gave, and in which
 * a reorganisation is not expected any more. Each that is saved takes five statements.
 *
 * @param coverage In order, each beginning behind the end of the one before.
 */
export function joinCoverage(coverage: readonly Coverage[], finalizedBlock: bigint): Coverage[] {
  const joined: Coverage[] = []
  for (const range of coverage) {
    const before = joined.at(-1)
    const isFinal = range.end.number <= finalizedBlock
    if (before && isFinal && isSame(before.hosts, range.hosts)) {
      joined[joined.length - 1] = { ...range, fromBlock: before.fromBlock }
    } else joined.push(range)
  }
  return joined
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((host, at) => host === b[at])
}
