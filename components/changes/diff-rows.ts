import type { DiffLine } from '@/lib/core/source/source-diff'

/** One row of a table: a line by itself, or the old and the new one side by side. At least one is there. */
export type DiffRow = {
  readonly left?: DiffLine | undefined
  readonly right?: DiffLine | undefined
  /** Whether a change begins here: keys stop at it. */
  readonly isStart: boolean
}

/** Every line in a row of its own, the old ones of a change before the new ones. */
export function unifiedRows(lines: readonly DiffLine[]): DiffRow[] {
  return lines.map((line, index) => {
    const isStart = line.kind !== 'same' && isEqual(lines[index - 1])
    return line.kind === 'removed' ? { left: line, isStart } : { right: line, isStart }
  })
}

/** The lines that went beside those that came, in their order. */
export function splitRows(lines: readonly DiffLine[]): DiffRow[] {
  const rows: DiffRow[] = []
  for (let index = 0; index < lines.length; ) {
    const line = lines[index]
    if (line?.kind === 'same') {
      rows.push({ left: line, right: line, isStart: false })
      index++
      continue
    }
    let end = index
    while (end < lines.length && lines[end]?.kind !== 'same') end++
    rows.push(...pairRun(lines.slice(index, end)))
    index = end
  }
  return rows
}

function pairRun(run: readonly DiffLine[]): DiffRow[] {
  const old = run.filter(({ kind }) => kind === 'removed')
  const now = run.filter(({ kind }) => kind === 'added')
  return Array.from({ length: Math.max(old.length, now.length) }, (_, index) => ({
    left: old[index],
    right: now[index],
    isStart: index === 0,
  }))
}

function isEqual(line: DiffLine | undefined): boolean {
  return line === undefined || line.kind === 'same'
}
