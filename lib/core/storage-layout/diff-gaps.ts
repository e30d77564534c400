import type { StorageCell } from './storage-cells'
import type { StorageRow } from './storage-diff'

type Pairs = ReadonlyMap<StorageCell, StorageCell>

/** What became of the gaps. `taken` are the new gaps that the rows speak of. */
export type GapDiff = {
  readonly rows: readonly StorageRow[]
  readonly taken: readonly StorageCell[]
}

/**
 * A gap keeps room behind the variables of one contract, so that what its next version adds there does not push those
 * behind it: the new gap has to end where the old one did, counted from the variable in front of it.
 *
 * @param pairs Which new variable each old one has become.
 */
export function diffGaps(
  from: readonly StorageCell[],
  to: readonly StorageCell[],
  pairs: Pairs,
): GapDiff {
  const followed = new Map(pairs)
  const exact = findUnchanged(from, to)
  const claimed = new Set<StorageCell>([...pairs.values(), ...exact.values()])
  const rows: StorageRow[] = []
  const lastUsed = from.findLastIndex(({ gap }) => !gap)
  from.forEach((gap, index) => {
    if (!gap.gap) return
    const found = exact.get(gap) ?? findGap(gap, { before: from[index - 1], to, followed, claimed })
    const now = 'added' in found ? found.gap : found
    if (now) {
      followed.set(gap, now)
      claimed.add(now)
    }
    rows.push('added' in found ? judgeGap(gap, found, lastUsed > index) : unchanged(gap, found))
  })
  return { rows, taken: [...followed].filter(([old]) => old.gap).map(([, now]) => now) }
}

function findUnchanged(from: readonly StorageCell[], to: readonly StorageCell[]) {
  const gaps = new Map(to.filter(({ gap }) => gap).map((cell) => [cell.start, cell]))
  return new Map(
    from.flatMap((cell) => {
      const same = cell.gap ? gaps.get(cell.start) : undefined
      return same && same.bytes === cell.bytes ? [[cell, same] as const] : []
    }),
  )
}

type Found = {
  /** By how many bytes the variable in front has moved, and the gap with it. */
  readonly shift: bigint
  /** New variables between the one in front and the gap. */
  readonly added: readonly StorageCell[]
  readonly gap: StorageCell | undefined
}

/** Walks from the variable in front over what is new until a gap, or a variable that was there before. */
function findGap(
  gap: StorageCell,
  {
    before,
    to,
    followed,
    claimed,
  }: {
    before: StorageCell | undefined
    to: readonly StorageCell[]
    followed: Pairs
    claimed: ReadonlySet<StorageCell>
  },
): Found {
  const anchor = before && followed.get(before)
  const start = anchor ? anchor.start + 1n : before ? gap.start : 0n
  const added: StorageCell[] = []
  const shift = before && anchor ? anchor.start - before.start : 0n
  for (const cell of to) {
    if (cell.start < start) continue
    if (claimed.has(cell)) break
    if (cell.gap) return { shift, added, gap: cell }
    added.push(cell)
  }
  return { shift, added, gap: undefined }
}

function unchanged(from: StorageCell, to: StorageCell): StorageRow {
  const reason = 'same place, same size'
  return { change: 'unchanged', safety: 'safe', from, to, reason, element: false }
}

function judgeGap(from: StorageCell, found: Found, isUsedBehind: boolean): StorageRow {
  const { shift, added, gap: to } = found
  const end = from.start + from.bytes + shift
  const base = { from, to, element: false } as const
  const missized = isUsedBehind ? 'unsafe' : 'review'
  if (to) {
    const wanted = (end - to.start) / 32n
    if (to.start + to.bytes !== end) {
      const reason = `it keeps ${to.bytes / 32n} slots and has to keep ${wanted}, so that what follows stays in place`
      return { ...base, change: 'gap-missized', safety: missized, reason }
    }
    if (to.bytes === from.bytes) {
      return { ...base, change: 'moved', safety: 'review', reason: 'moved with what is before it' }
    }
    const reason = `${(from.bytes - to.bytes) / 32n} of ${from.bytes / 32n} slots taken, ${wanted} left`
    return { ...base, change: 'gap-consumed', safety: 'safe', reason }
  }
  const last = added.at(-1)
  if (last === undefined) {
    const reason = 'nothing is kept free any more'
    return { ...base, change: 'removed', safety: missized === 'unsafe' ? 'review' : 'safe', reason }
  }
  const used = (last.start + last.bytes + 31n) / 32n
  if (used * 32n === end) {
    const reason = `all ${from.bytes / 32n} slots taken`
    return { ...base, change: 'gap-consumed', safety: 'safe', reason }
  }
  const reason = `what was added ends at slot ${used}, the gap ended at slot ${end / 32n}`
  return { ...base, change: 'gap-missized', safety: missized, reason }
}
