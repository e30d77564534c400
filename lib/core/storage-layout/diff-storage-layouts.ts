import { compareTypes } from './compare-types'
import { diffCells } from './diff-cells'
import { storageCells } from './storage-cells'
import { type StorageDiff, worstSafety } from './storage-diff'
import type { StorageLayout } from './storage-layout'

/**
 * What an upgrade from one layout to another does to the values that are stored: which bytes the new code reads as what.
 * Rests on byte ranges and types alone; nothing an author can write in a comment takes part. Names decide only between
 * _moved_ and _renamed_.
 */
export function diffStorageLayouts({
  from,
  to,
}: {
  readonly from: StorageLayout
  readonly to: StorageLayout
}): StorageDiff {
  const comparisons = { from, to, compared: new Map(), depth: 0 }
  const rows = diffCells(storageCells(from), storageCells(to), (old, now) =>
    compareTypes(old, now, comparisons),
  )
  return { rows, safety: worstSafety(rows.map(({ safety }) => safety)) }
}
