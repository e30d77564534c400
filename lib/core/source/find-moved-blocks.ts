import type { MovedBlock } from './source-diff'

/** One file of one side, with the lines that the diff says are gone or new. `changed` counts from 0. */
export type ChangedLines = {
  readonly path: string
  readonly lines: readonly string[]
  readonly changed: ReadonlySet<number>
}

type Run = { readonly from: Place; readonly length: number; readonly telling: number }

type Place = { readonly file: ChangedLines; readonly line: number }

/** Lines of code that say something in a block, at least; braces and blank lines are everywhere. */
const minLines = 3
/** A line that stands in more places than this is no sign of a move. */
const maxPlaces = 16

/**
 * Runs of lines that are gone in one place and new in another with the same text, whatever their indentation: functions
 * that were moved within a file or to another one. Each line belongs to one block at most; the longest wins.
 */
export function findMovedBlocks(
  gone: readonly ChangedLines[],
  born: readonly ChangedLines[],
): MovedBlock[] {
  const places = indexLines(gone)
  const taken = new Map<ChangedLines, Set<number>>(gone.map((file) => [file, new Set<number>()]))
  const isFree = ({ file, line }: Place) => !taken.get(file)?.has(line)
  return born.flatMap((file) => {
    const blocks: MovedBlock[] = []
    for (let line = 0; line < file.lines.length; ) {
      const run = file.changed.has(line) ? bestRun({ file, line }, places, isFree) : undefined
      if (run === undefined || run.telling < minLines) {
        // Nor does any part of it make a block. Going on line by line would take quadratic time.
        line += Math.max(run?.length ?? 0, 1)
        continue
      }
      const { from, length } = run
      for (let index = 0; index < length; index++) taken.get(from.file)?.add(from.line + index)
      blocks.push({
        fromPath: from.file.path,
        fromLines: [from.line + 1, from.line + length],
        toPath: file.path,
        toLines: [line + 1, line + length],
      })
      line += length
    }
    return blocks
  })
}

function indexLines(files: readonly ChangedLines[]): Map<string, Place[]> {
  const places = new Map<string, Place[]>()
  for (const file of files) {
    for (const line of file.changed) {
      const text = file.lines[line]?.trim() ?? ''
      if (!isTelling(text)) continue
      const found = places.get(text)
      if (found === undefined) places.set(text, [{ file, line }])
      else if (found.length < maxPlaces) found.push({ file, line })
    }
  }
  return places
}

/** The longest of those that make a block, else of those that do not. */
function bestRun(
  start: Place,
  places: ReadonlyMap<string, readonly Place[]>,
  isFree: (place: Place) => boolean,
): Run | undefined {
  const candidates = places.get(start.file.lines[start.line]?.trim() ?? '') ?? []
  const runs = candidates.map((from): Run => ({ from, ...runFrom(from, start, isFree) }))
  const blocks = runs.filter(({ telling }) => telling >= minLines)
  return (blocks.length > 0 ? blocks : runs).reduce<Run | undefined>(
    (best, run) => (run.length > (best?.length ?? 0) ? run : best),
    undefined,
  )
}

/** How many lines are the same from here on. A brace or a blank line belongs to the run even where it never moved. */
function runFrom(from: Place, to: Place, isFree: (place: Place) => boolean) {
  let [length, telling, last] = [0, 0, 0]
  for (;;) {
    const [a, b] = [from.line + length, to.line + length]
    const text = from.file.lines[a]?.trim()
    if (text === undefined || text !== to.file.lines[b]?.trim()) break
    if (!isFree({ file: from.file, line: a })) break
    const moved = from.file.changed.has(a) && to.file.changed.has(b)
    if (!moved && isTelling(text)) break
    length++
    if (isTelling(text) && !isPreamble(text)) telling++
    // Blank lines at the end are not part of it.
    if (text !== '') last = length
  }
  return { length: last, telling }
}

function isTelling(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 4
}

/** What begins every file, and comments, may belong to a block that moved but do not make one. */
function isPreamble(text: string): boolean {
  return /^(\/\/|\/\*|\*|pragma\b|import\b)/.test(text)
}
