import type { TypeComparison } from './compare-values'
import { diffGaps } from './diff-gaps'
import { describeCell, type StorageCell } from './storage-cells'
import type { StorageRow } from './storage-diff'

type CompareCellTypes = (from: string, to: string) => TypeComparison

/**
 * Compares two lists of cells by the bytes they take. A cell is the same variable if it begins at the same byte and has
 * the same name; one whose name turns up elsewhere has moved, whatever stands in its place; one whose name is gone was
 * renamed if something of its type that is not known from elsewhere stands there.
 *
 * Every byte that an old variable took must be read as the same variable or not at all.
 */
export function diffCells(
  from: readonly StorageCell[],
  to: readonly StorageCell[],
  compare: CompareCellTypes,
): StorageRow[] {
  const pairs = pairCells(from, to, compare)
  const overlapsOld = findOverlaps(from)
  const overlapsNew = findOverlaps(to)
  const old = from
    .filter(({ gap }) => !gap)
    .map((cell) => judgeOld(cell, { pairs, compare, overlapsOld, overlapsNew }))
  const gaps = diffGaps(from, to, pairs)
  const known = new Set<StorageCell>([...pairs.values(), ...gaps.taken])
  const end = endOf(from.at(-1))
  const added = to
    .filter((cell) => !known.has(cell))
    .map((cell) => judgeNew(cell, overlapsOld(cell), end))
  return [...old, ...gaps.rows, ...added].sort(byPlace)
}

function endOf(cell: StorageCell | undefined): bigint {
  return cell ? cell.start + cell.bytes : 0n
}

function byPlace(a: StorageRow, b: StorageRow): number {
  const [left, right] = [placeOf(a), placeOf(b)]
  return left === right ? 0 : left < right ? -1 : 1
}

function placeOf({ from, to }: StorageRow): bigint {
  return (from ?? to)?.start ?? 0n
}

type Pairs = ReadonlyMap<StorageCell, StorageCell>

/** Which new variable each old one has become: at its place by the same name, by its name elsewhere, at its place. */
function pairCells(
  from: readonly StorageCell[],
  to: readonly StorageCell[],
  compare: CompareCellTypes,
): Pairs {
  const pairs = new Map<StorageCell, StorageCell>()
  const free = new Set(to.filter(({ gap }) => !gap))
  const atStart = new Map([...free].map((cell) => [cell.start, cell]))
  const pairBy = (find: (cell: StorageCell) => StorageCell | undefined) => {
    for (const cell of from) {
      const now = cell.gap || pairs.has(cell) ? undefined : find(cell)
      if (now && free.delete(now)) pairs.set(cell, now)
    }
  }
  pairBy((cell) => {
    const now = atStart.get(cell.start)
    return now?.path === cell.path ? now : undefined
  })
  const elsewhere = groupByPath([...free])
  pairBy((cell) => elsewhere.get(cell.path)?.pop())
  pairBy((cell) => {
    const now = atStart.get(cell.start)
    if (now === undefined || !free.has(now)) return undefined
    return compare(cell.type, now.type).safety === 'unsafe' ? undefined : now
  })
  return pairs
}

/** Last first, so that several of one name are taken in their order from the end of the list. */
function groupByPath(cells: readonly StorageCell[]): Map<string, StorageCell[]> {
  const groups = new Map<string, StorageCell[]>()
  for (const cell of cells.toReversed()) {
    const group = groups.get(cell.path)
    if (group) group.push(cell)
    else groups.set(cell.path, [cell])
  }
  return groups
}

/** Finds the cells that share bytes with a given one. The cells are sorted and apart. */
function findOverlaps(cells: readonly StorageCell[]) {
  return ({ start, bytes }: StorageCell): StorageCell[] => {
    let low = 0
    let high = cells.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (endOf(cells[middle]) > start) high = middle
      else low = middle + 1
    }
    const found: StorageCell[] = []
    for (let i = low; i < cells.length; i += 1) {
      const cell = cells[i]
      if (cell === undefined || cell.start >= start + bytes) break
      if (cell.bytes > 0n) found.push(cell)
    }
    return found
  }
}

type Comparing = {
  readonly pairs: Pairs
  readonly compare: CompareCellTypes
  readonly overlapsOld: (cell: StorageCell) => StorageCell[]
  readonly overlapsNew: (cell: StorageCell) => StorageCell[]
}

function judgeOld(from: StorageCell, comparing: Comparing): StorageRow {
  const to = comparing.pairs.get(from)
  const others = comparing.overlapsNew(from).filter((cell) => cell !== to && !cell.gap)
  if (to === undefined) return judgeRemoved(from, others)
  if (to.start !== from.start) {
    const reason = `was at ${describeCell(from)}, is at ${describeCell(to)}`
    return { change: 'moved', safety: 'unsafe', from, to, reason, element: false }
  }
  const { safety, same, reason, element } = comparing.compare(from.type, to.type)
  const taken = comparing.overlapsOld(to).filter((cell) => cell !== from && !cell.gap)
  const [other] = [...others, ...taken]
  const renamed = from.path !== to.path
  const change = same ? (renamed ? 'renamed' : 'unchanged') : element ? 'resized' : 'retyped'
  if (other) {
    const shared = `shares bytes with ${other.path}: ${reason}`
    return { change, safety: 'unsafe', from, to, reason: shared, element }
  }
  if (renamed && safety === 'safe') {
    return { change, safety: 'review', from, to, reason: 'same bytes, another name', element }
  }
  return { change, safety, from, to, reason, element }
}

function judgeRemoved(from: StorageCell, [other]: readonly StorageCell[]): StorageRow {
  const reason = other
    ? `its bytes are now read as ${other.path} (${other.typeLabel})`
    : 'the new code does not read it; its value stays where it is'
  return {
    change: 'removed',
    safety: other ? 'unsafe' : 'review',
    from,
    reason,
    element: false,
  }
}

function judgeNew(to: StorageCell, overlapped: readonly StorageCell[], end: bigint): StorageRow {
  const used = overlapped.find(({ gap }) => !gap)
  const base = { to, element: false } as const
  // A new gap stores nothing: what it covers is judged where that is removed.
  if (used && !to.gap) {
    const reason = `reads the bytes of ${used.path} (${used.typeLabel})`
    return { ...base, change: 'inserted', safety: 'unsafe', reason }
  }
  if (to.start >= end) {
    return { ...base, change: 'appended', safety: 'safe', reason: 'behind all that was used' }
  }
  const reason = overlapped.length > 0 ? 'in bytes that a gap kept free' : 'in bytes nothing used'
  return { ...base, change: 'inserted', safety: 'safe', reason }
}
