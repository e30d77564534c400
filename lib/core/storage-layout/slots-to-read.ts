import { storageCells } from './storage-cells'
import type { StorageLayout } from './storage-layout'

/** Slots of one array that are compared; the others read like these. */
const slotsPerArray = 64n

/**
 * The slots whose live values say whether an upgrade misreads them, in order: those of every variable of both layouts,
 * of an array its first 64. Of a gap only what the new version takes is read, as its new variables.
 */
export function slotsToRead(layouts: readonly StorageLayout[]): bigint[] {
  const slots = new Set<bigint>()
  for (const cell of layouts.flatMap((layout) => storageCells(layout))) {
    if (cell.gap) continue
    const first = cell.start / 32n
    const last = (cell.start + cell.bytes - 1n) / 32n
    for (let slot = first; slot <= last && slot < first + slotsPerArray; slot += 1n) slots.add(slot)
  }
  return [...slots].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}
