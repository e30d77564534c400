import type { StorageCell } from '@/lib/core/storage-layout/storage-cells'
import type { StorageRow, StorageSafety } from '@/lib/core/storage-layout/storage-diff'

/** What becomes of the bytes of a variable: `changed` are bytes in the same place that are read as something else. */
export type SlotState = 'same' | 'moved' | 'changed' | 'new' | 'gone' | 'gap'

/** A variable, or the part of it that lies in one slot. */
export type SlotSegment = {
  readonly path: string
  /** Bytes from the low end of the slot. */
  readonly offset: number
  readonly bytes: number
  readonly state: SlotState
  readonly safety: StorageSafety
  /** For what moved, where it is on the other side, as in `6:0`. */
  readonly other?: string | undefined
}

export type SlotBars =
  /** One slot, or several that one variable fills. */
  | {
      readonly kind: 'slots'
      readonly first: bigint
      readonly last: bigint
      readonly before: readonly SlotSegment[]
      readonly after: readonly SlotSegment[]
    }
  /** Neighbours in which nothing changes. */
  | {
      readonly kind: 'fold'
      readonly first: bigint
      readonly last: bigint
      readonly variables: number
    }

/** Fewer quiet neighbours take no more room than to say that they were left out. */
const shortestFold = 3

/** The slots of both layouts as bars of 32 bytes, in their order; those in which nothing changes are folded. */
export function slotBars(rows: readonly StorageRow[]): SlotBars[] {
  const [before, after] = [piecesOf(rows, 'from'), piecesOf(rows, 'to')]
  const edges = [...before, ...after].flatMap(({ cell }) => [firstSlot(cell), lastSlot(cell) + 1n])
  const bounds = [...new Set(edges)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const bars = bounds.flatMap((first, index): SlotBars[] => {
    const end = bounds[index + 1]
    if (end === undefined) return []
    const within = ({ cell }: Piece) => firstSlot(cell) < end && lastSlot(cell) >= first
    const sides = [before, after].map((pieces) =>
      pieces.filter(within).map((piece) => segmentOf(piece, first)),
    )
    const [old = [], now = []] = sides
    if (old.length + now.length === 0) return []
    return [{ kind: 'slots', first, last: end - 1n, before: old, after: now }]
  })
  return fold(bars)
}

type Piece = { readonly cell: StorageCell; readonly row: StorageRow }

/** A row for each member of what a mapping holds has the cell of the mapping: the worst of them counts. */
function piecesOf(rows: readonly StorageRow[], side: 'from' | 'to'): Piece[] {
  const pieces = new Map<string, Piece>()
  for (const row of rows) {
    const cell = row[side]
    if (!cell || cell.bytes <= 0n) continue
    const key = `${cell.start} ${cell.path}`
    const other = pieces.get(key)
    if (!other || order.indexOf(row.safety) > order.indexOf(other.row.safety)) {
      pieces.set(key, { cell, row })
    }
  }
  return [...pieces.values()].sort((a, b) => Number(a.cell.start - b.cell.start))
}

const order: readonly StorageSafety[] = ['safe', 'review', 'undetermined', 'unsafe']

function segmentOf({ cell, row }: Piece, slot: bigint): SlotSegment {
  const low = slot * 32n
  const start = cell.start > low ? cell.start - low : 0n
  const end = cell.start + cell.bytes - low
  const { from, to, safety } = row
  const isOld = cell === from
  const other = isOld ? to : from
  const isMoved = other !== undefined && other.start !== cell.start
  return {
    path: cell.path,
    offset: Number(start),
    bytes: Number((end > 32n ? 32n : end) - start),
    safety,
    state: stateOf(row, cell, isMoved),
    other: isMoved ? `${other.start / 32n}:${other.start % 32n}` : undefined,
  }
}

function stateOf({ from, to, safety }: StorageRow, cell: StorageCell, isMoved: boolean): SlotState {
  if (!to) return 'gone'
  if (!from) return 'new'
  if (cell.gap && safety !== 'unsafe') return 'gap'
  if (isMoved) return 'moved'
  return safety === 'safe' ? 'same' : 'changed'
}

function fold(bars: readonly SlotBars[]): SlotBars[] {
  const folded: SlotBars[] = []
  for (let index = 0; index < bars.length; ) {
    let end = index
    while (end < bars.length && isQuiet(bars[end])) end++
    const run = bars.slice(index, end)
    const [first, last] = [run[0], run.at(-1)]
    if (first && last && run.length >= shortestFold) {
      const paths = run.flatMap((bar) => (bar.kind === 'slots' ? bar.after : []))
      const variables = new Set(paths.map(({ path }) => path)).size
      folded.push({ kind: 'fold', first: first.first, last: last.last, variables })
    } else {
      folded.push(...run, ...bars.slice(end, end + 1))
      end++
    }
    index = end
  }
  return folded
}

function isQuiet(bar: SlotBars | undefined): boolean {
  return (
    bar?.kind === 'slots' &&
    [...bar.before, ...bar.after].every(
      ({ state, safety }) => safety === 'safe' && (state === 'same' || state === 'gap'),
    )
  )
}

function firstSlot({ start }: StorageCell): bigint {
  return start / 32n
}

function lastSlot({ start, bytes }: StorageCell): bigint {
  return (start + bytes - 1n) / 32n
}
