import type { StorageCell } from './storage-cells'

/**
 * What becomes of a stored value.
 * - `safe`: the new code reads what the old one wrote, or bytes that were never written.
 * - `review`: it does, yet a name, a type or a reserve changed, and only people know whether that was meant.
 * - `undetermined`: the layouts do not say enough.
 * - `unsafe`: the new code reads bytes as something that was not written as it.
 */
export type StorageSafety = 'safe' | 'review' | 'undetermined' | 'unsafe'

/** `inserted` is in front of the old end, `appended` behind it. `removed` is no longer read by the new code. */
export type StorageChange =
  | 'unchanged'
  | 'renamed'
  | 'retyped'
  | 'resized'
  | 'moved'
  | 'inserted'
  | 'appended'
  | 'removed'
  | 'gap-consumed'
  | 'gap-missized'

/** One line of the slot table. At least one side is there; only a new variable has no `from`. */
export type StorageRow = {
  readonly change: StorageChange
  readonly safety: StorageSafety
  readonly from?: StorageCell | undefined
  readonly to?: StorageCell | undefined
  /** Why, in a sentence. */
  readonly reason: string
  /** Whether an element changed: a member of a struct or of an enum, the size of what an array holds. */
  readonly element: boolean
}

export type StorageDiff = {
  /** By position of the old variable, new ones where they lie. */
  readonly rows: readonly StorageRow[]
  /** Of the worst row. */
  readonly safety: StorageSafety
}

const order: readonly StorageSafety[] = ['safe', 'review', 'undetermined', 'unsafe']

/** The worst of several; `safe` of none. */
export function worstSafety(safeties: readonly StorageSafety[]): StorageSafety {
  const worst = Math.max(0, ...safeties.map((safety) => order.indexOf(safety)))
  return order[worst] ?? 'undetermined'
}
