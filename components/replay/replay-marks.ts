import type { ReplayOutcome } from '@/lib/core/replay/replay-result'

/** A transaction in the picture; without an outcome it has not been run yet. */
export type ReplayMark = {
  readonly outcome: ReplayOutcome | undefined
  /** Place of its group in the list. */
  readonly group?: number | undefined
}

/** All marks that look alike and lead to one place. */
export type MarkPath = {
  readonly look: ReplayOutcome | 'pending'
  readonly group: number | undefined
  /** How many transactions. */
  readonly transactions: number
  /** An SVG path of lines from above to below. */
  readonly d: string
}

export type ReplayPicture = {
  readonly paths: readonly MarkPath[]
  readonly width: number
  readonly height: number
  /** How many transactions a mark stands for. */
  readonly each: number
}

/** More marks would not be told apart; then one stands for several, and shows the worst of them. */
const mostMarks = 1_000
const perRow = 125
/** Groups that have a mark of their own; the rest is drawn together. */
const mostGroups = 40
const markWidth = 8
const rowHeight = 30

/** From the one that must not be overlooked. */
const worstFirst: readonly (ReplayOutcome | undefined)[] = [
  'newly succeeds',
  'newly reverts',
  'different',
  'unknown',
  'not reproducible',
  'same',
  'not run',
  undefined,
]

/** From its middle up and down. What diverges is tall. */
const halfHeights: Record<MarkPath['look'], number> = {
  'newly succeeds': 11,
  'newly reverts': 11,
  different: 7,
  unknown: 7,
  'not reproducible': 7,
  same: 3.5,
  'not run': 1.5,
  pending: 0.5,
}

/** Where the marks of a replay stand, oldest first: rows from left to right, one path for each group or outcome. */
export function drawMarks(marks: readonly ReplayMark[]): ReplayPicture {
  const each = Math.max(1, Math.ceil(marks.length / mostMarks))
  const count = Math.ceil(marks.length / each)
  const columns = Math.min(perRow, Math.max(count, 1))
  const paths = new Map<string, MarkPath>()
  for (let at = 0; at < count; at++) {
    const bin = marks.slice(at * each, (at + 1) * each)
    const shown = worstOf(bin)
    const look = shown.outcome ?? 'pending'
    const group = shown.group !== undefined && shown.group < mostGroups ? shown.group : undefined
    const key = `${look} ${group}`
    const before = paths.get(key)
    const x = (at % columns) * markWidth + markWidth / 2
    const y = Math.floor(at / columns) * rowHeight + rowHeight / 2
    const half = halfHeights[look]
    paths.set(key, {
      look,
      group,
      transactions: (before?.transactions ?? 0) + bin.length,
      d: `${before?.d ?? ''}M${x} ${y - half}v${2 * half}`,
    })
  }
  return {
    paths: [...paths.values()].toSorted((a, b) => (a.group ?? -1) - (b.group ?? -1)),
    width: columns * markWidth,
    height: Math.max(1, Math.ceil(count / columns)) * rowHeight,
    each,
  }
}

function worstOf(bin: readonly ReplayMark[]): ReplayMark {
  return bin.reduce((worst, one) =>
    worstFirst.indexOf(one.outcome) < worstFirst.indexOf(worst.outcome) ? one : worst,
  )
}
