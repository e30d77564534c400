import { isDeepStrictEqual } from 'node:util'
import { diffStorageLayouts } from '@/lib/core/storage-layout/diff-storage-layouts'
import type { StorageCell } from '@/lib/core/storage-layout/storage-cells'
import type { StorageDiff } from '@/lib/core/storage-layout/storage-diff'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'

export type CompareLayoutDiffsParameters = {
  /** Of the layouts that we compiled. */
  readonly compiled: StorageDiff
  /** The layouts that the authors recorded. */
  readonly from: StorageLayout | undefined
  readonly to: StorageLayout | undefined
}

/** Whether the recorded layouts give the same slot table, row by row, as those that we compiled. */
export function compareLayoutDiffs({ compiled, from, to }: CompareLayoutDiffsParameters) {
  if (!from || !to) return 'none'
  return isDeepStrictEqual(rowsOf(diffStorageLayouts({ from, to })), rowsOf(compiled))
    ? 'equal'
    : 'other'
}

/** Without the ids of types, in which each compilation counts anew. */
function rowsOf({ rows }: StorageDiff) {
  return rows.map(({ change, safety, reason, from, to }) => ({
    change,
    safety,
    reason,
    from: from && withoutType(from),
    to: to && withoutType(to),
  }))
}

function withoutType({ type: _, ...cell }: StorageCell): Omit<StorageCell, 'type'> {
  return cell
}
