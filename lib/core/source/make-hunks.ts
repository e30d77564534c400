import type { ChangeBlock } from './change-blocks'
import { diffWords } from './diff-words'
import type { Effort } from './shortest-script'
import type { DiffHunk, DiffLine } from './source-diff'

/** Lines around a change that stay the same, unless all are asked for. */
const usualContext = 3
/** Fewer equal lines than this are shown: to say that they were left out takes as much room. */
const shortest = 4
/** Nobody reads on beyond so many changed lines of one file, and a page could not hold them. */
const maxChangedLines = 20_000
/** For the words of one block: rewritten passages are not worth more. */
const maxWordSteps = 100_000

export type Hunks = { readonly hunks: readonly DiffHunk[]; readonly linesOmitted: number }

/** The changed lines of one file with their surroundings; blocks that are near each other share a hunk. */
export function makeHunks(
  blocks: readonly ChangeBlock[],
  { from, to }: { readonly from: readonly string[]; readonly to: readonly string[] },
  effort: Effort,
  { whole = false }: { readonly whole?: boolean } = {},
): Hunks {
  const context = whole ? Number.POSITIVE_INFINITY : usualContext
  const hunks: DiffHunk[] = []
  let [shown, linesOmitted] = [0, 0]
  for (const group of groupBlocks(blocks, context)) {
    const size = group.reduce((sum, block) => sum + sizeOf(block), 0)
    if (shown >= maxChangedLines) {
      linesOmitted += size
      continue
    }
    const { kept, omitted } = cutGroup(group, maxChangedLines - shown)
    shown += size
    linesOmitted += omitted
    hunks.push(makeHunk(kept, { from, to }, effort, { isCut: omitted > 0, context }))
  }
  return { hunks, linesOmitted }
}

function sizeOf({ fromStart, fromEnd, toStart, toEnd }: ChangeBlock): number {
  return fromEnd - fromStart + (toEnd - toStart)
}

function groupBlocks(blocks: readonly ChangeBlock[], context: number): ChangeBlock[][] {
  const groups: ChangeBlock[][] = []
  for (const block of blocks) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && block.fromStart - last.fromEnd < 2 * context + shortest) group.push(block)
    else groups.push([block])
  }
  return groups
}

/** As many whole blocks as there is room for, and the beginning of the one that does not fit. */
function cutGroup(group: readonly ChangeBlock[], room: number) {
  const kept: ChangeBlock[] = []
  let [left, omitted] = [room, 0]
  for (const block of group) {
    const fromEnd = Math.min(block.fromEnd, block.fromStart + left)
    left -= fromEnd - block.fromStart
    const toEnd = Math.min(block.toEnd, block.toStart + left)
    left -= toEnd - block.toStart
    const cut = { ...block, fromEnd, toEnd }
    omitted += sizeOf(block) - sizeOf(cut)
    if (sizeOf(cut) > 0) kept.push(cut)
  }
  return { kept, omitted }
}

function makeHunk(
  blocks: readonly ChangeBlock[],
  { from, to }: { readonly from: readonly string[]; readonly to: readonly string[] },
  effort: Effort,
  { isCut, context }: { readonly isCut: boolean; readonly context: number },
): DiffHunk {
  const lines: DiffLine[] = []
  const [first, last] = [blocks[0], blocks.at(-1)]
  if (first === undefined || last === undefined) return { from: 1, to: 1, lines }
  const room = Math.min(first.fromStart, first.toStart)
  const lead = room < context + shortest ? room : context
  let [at, toAt] = [first.fromStart - lead, first.toStart - lead]
  const hunk = { from: at + 1, to: toAt + 1, lines }
  const same = (end: number) => {
    for (; at < end; at++, toAt++) {
      lines.push({ kind: 'same', from: at + 1, to: toAt + 1, text: to[toAt] ?? '' })
    }
  }
  for (const block of blocks) {
    same(block.fromStart)
    lines.push(...changedLines(block, { from, to }, effort))
    ;[at, toAt] = [block.fromEnd, block.toEnd]
  }
  // Behind a cut stand lines that changed, not lines that are the same.
  if (!isCut) same(Math.min(last.fromEnd + context, from.length))
  return hunk
}

function changedLines(
  { fromStart, fromEnd, toStart, toEnd }: ChangeBlock,
  { from, to }: { readonly from: readonly string[]; readonly to: readonly string[] },
  effort: Effort,
): DiffLine[] {
  const own = { steps: Math.min(maxWordSteps, effort.steps) }
  const before = own.steps
  const words = diffWords(from.slice(fromStart, fromEnd), to.slice(toStart, toEnd), own)
  effort.steps -= before - own.steps
  return [
    ...words.removed.map(
      (runs, index): DiffLine => ({ kind: 'removed', from: fromStart + index + 1, words: runs }),
    ),
    ...words.added.map(
      (runs, index): DiffLine => ({ kind: 'added', to: toStart + index + 1, words: runs }),
    ),
  ]
}
