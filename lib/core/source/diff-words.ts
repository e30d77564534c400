import { findEditScript } from './edit-script'
import { internTokens } from './intern-tokens'
import type { Effort } from './shortest-script'
import type { WordRun } from './source-diff'

export type WordDiff = {
  /** Runs of each line; joined, their texts are the line. */
  readonly removed: readonly (readonly WordRun[])[]
  readonly added: readonly (readonly WordRun[])[]
}

/** Beyond so many characters a block is not looked at word by word: nobody would read it so. */
const maxCharacters = 20_000

/**
 * What differs within lines that replace others. They are compared as a whole, since one line may have become two. A
 * line that keeps less than a third of its characters counts as changed from end to end: scattered words that happen
 * to be the same tell nothing.
 */
export function diffWords(
  removed: readonly string[],
  added: readonly string[],
  effort?: Effort,
): WordDiff {
  const length = [...removed, ...added].reduce((sum, line) => sum + line.length, 0)
  if (removed.length === 0 || added.length === 0) {
    return { removed: removed.map(whole), added: added.map(whole) }
  }
  if (length > maxCharacters) return diffEnds(removed, added)
  const [from, to] = [removed.map(words), added.map(words)]
  const script = findEditScript(internTokens(from.flat(), to.flat()), effort)
  return { removed: runsOf(from, script.removed), added: runsOf(to, script.added) }
}

/** Identifiers and numbers, white space, and every other character by itself. */
function words(line: string): string[] {
  return line.match(/[\p{L}\p{N}_$]+|\s+|./gsu) ?? []
}

function whole(line: string): WordRun[] {
  return [{ text: line, changed: true }]
}

/** For one line by itself: the ends that stayed the same, in time linear in its length. */
function diffEnds(removed: readonly string[], added: readonly string[]): WordDiff {
  const [from, to] = [removed[0] ?? '', added[0] ?? '']
  if (removed.length > 1 || added.length > 1) {
    return { removed: removed.map(whole), added: added.map(whole) }
  }
  const shorter = Math.min(from.length, to.length)
  let start = 0
  while (start < shorter && from.charCodeAt(start) === to.charCodeAt(start)) start++
  let end = 0
  while (
    end < shorter - start &&
    from.charCodeAt(from.length - 1 - end) === to.charCodeAt(to.length - 1 - end)
  ) {
    end++
  }
  const cut = (line: string) =>
    [
      { text: line.slice(0, start), changed: false },
      { text: line.slice(start, line.length - end), changed: true },
      { text: line.slice(line.length - end), changed: false },
    ].filter(({ text }) => text !== '')
  return { removed: [cut(from)], added: [cut(to)] }
}

function runsOf(lines: readonly (readonly string[])[], changed: Uint8Array): WordRun[][] {
  let at = 0
  return lines.map((line) => {
    const runs: WordRun[] = []
    for (const text of line) append(runs, { text, changed: changed[at++] === 1 })
    return keepsEnough(runs) ? bridge(runs) : whole(line.join(''))
  })
}

/** Two changes with nothing but a space or a sign between them are one change. */
function bridge(runs: readonly WordRun[]): WordRun[] {
  const bridged: WordRun[] = []
  runs.forEach((run, index) => {
    const isBetween = index > 0 && index < runs.length - 1
    const isSlight = run.text.length <= 2 && !/[\p{L}\p{N}_$]/u.test(run.text)
    append(bridged, isBetween && isSlight ? { ...run, changed: true } : run)
  })
  return bridged
}

function append(runs: WordRun[], run: WordRun): void {
  const last = runs.at(-1)
  if (last?.changed !== run.changed) runs.push(run)
  else runs[runs.length - 1] = { ...last, text: last.text + run.text }
}

/** Indentation says nothing, and an empty line has nothing to keep. */
function keepsEnough(runs: readonly WordRun[]): boolean {
  const lengthOf = (some: readonly WordRun[]) =>
    some.reduce((sum, { text }) => sum + text.trim().length, 0)
  const [all, kept] = [lengthOf(runs), lengthOf(runs.filter(({ changed }) => !changed))]
  return all === 0 ? runs.length > 1 : kept * 3 >= all
}
