import { type Hash, keccak256, stringToBytes } from 'viem'
import type { ChangeBlock } from './change-blocks'
import { diffLines } from './diff-lines'
import { type ChangedLines, findMovedBlocks } from './find-moved-blocks'
import { findRenames, type SourceFile } from './find-renames'
import { findHiddenCharacters } from './hidden-characters'
import { type Hunks, makeHunks } from './make-hunks'
import { isSameCode } from './same-code'
import type { Effort } from './shortest-script'
import type { DiffLine, FileDiff, SourceDiff } from './source-diff'
import { splitLines } from './split-lines'

/** Text by path. */
export type Sources = Readonly<Record<string, string>>

/** What one review may spend on finding small answers. Sources that people wrote need a hundredth of it. */
const lineSteps = 2 ** 22
const wordSteps = 2 ** 23
/** In larger files moved blocks are not looked for. */
const maxMoveLines = 50_000

/** How the difference is to be shown. What differs, and its hashes, stay the same. */
export type DiffReading = {
  /** Lines that differ in white space between words alone are shown as equal, as in the new text. */
  readonly ignoreSpace?: boolean | undefined
  /** Whether all lines of a file are wanted, not only those around changes. */
  readonly isWhole?: ((path: string) => boolean) | undefined
}

export type DiffSourcesParameters = DiffReading & { readonly from: Sources; readonly to: Sources }

/**
 * What differs between two sets of sources: file by file with renames, line by line and within lines word by word, with
 * blocks that only moved and changes that no compiler sees. The same input gives the same answer, and for any input it
 * ends soon: what is too different gets a coarser answer that says so.
 */
export function diffSources({ from, to, ...reading }: DiffSourcesParameters): SourceDiff {
  const efforts = { lines: { steps: lineSteps }, words: { steps: wordSteps } }
  const compared = pairFiles(from, to).map((pair) => compareFile(pair, efforts, reading))
  return {
    files: compared.map(({ file }) => file),
    moved: findMovedBlocks(
      compared.flatMap(({ gone }) => gone),
      compared.flatMap(({ born }) => born),
    ),
  }
}

/** Hashing is the slowest part, and nobody marks as read what is longer. */
const maxHashed = 500_000

/** At least one of the two is there. */
type Pair = { readonly from: SourceFile | undefined; readonly to: SourceFile | undefined }

function pairFiles(from: Sources, to: Sources): Pair[] {
  const [old, now] = [filesOf(from), filesOf(to)]
  const gone = [...old.values()].filter(({ path }) => !now.has(path))
  const born = [...now.values()].filter(({ path }) => !old.has(path))
  const renames = findRenames(gone, born)
  const [left, arrived] = [
    new Set(renames.map((one) => one.from)),
    new Set(renames.map((one) => one.to)),
  ]
  const pairs: Pair[] = [
    ...[...old.values()]
      .filter(({ path }) => now.has(path))
      .map((file) => ({ from: file, to: now.get(file.path) })),
    ...renames,
    ...gone.filter((file) => !left.has(file)).map((file) => ({ from: file, to: undefined })),
    ...born.filter((file) => !arrived.has(file)).map((file) => ({ from: undefined, to: file })),
  ]
  return pairs.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))
}

function filesOf(sources: Sources): Map<string, SourceFile> {
  const files = Object.entries(sources).map(([path, text]) => ({ path, text }))
  return new Map(files.sort((a, b) => (a.path < b.path ? -1 : 1)).map((file) => [file.path, file]))
}

function pathOf({ from, to }: Pair): string {
  return (to ?? from)?.path ?? ''
}

type Compared = {
  readonly file: FileDiff
  readonly gone: readonly ChangedLines[]
  readonly born: readonly ChangedLines[]
}

function compareFile(
  pair: Pair,
  efforts: { readonly lines: Effort; readonly words: Effort },
  reading: DiffReading,
): Compared {
  const { from, to } = pair
  const text = (to ?? from)?.text ?? ''
  const sides = { from: linesOf(from), to: linesOf(to) }
  const change = changeOf(pair)
  const isEqual = from?.text === to?.text
  const { blocks, coarse } = compareLines(sides, isEqual ? undefined : efforts.lines, reading)
  const whole = reading.isWhole?.(pathOf(pair)) ?? false
  const file: FileDiff = {
    path: pathOf(pair),
    renamedFrom: from && to && from.path !== to.path ? from.path : undefined,
    change,
    fromHash: change === 'same' ? undefined : hashOf(from),
    toHash: change === 'same' ? undefined : hashOf(to),
    lines: splitLines(text).length,
    linesAdded: countLines(blocks, 'to'),
    linesRemoved: countLines(blocks, 'from'),
    commentsOnly: !isEqual && isCommentsOnly(pair),
    lastLineFeed: lastLineFeedOf(pair),
    hiddenCharacters: findHiddenCharacters(text),
    coarse,
    ...(whole ? wholeText(blocks, sides, efforts.words) : makeHunks(blocks, sides, efforts.words)),
  }
  const tooLarge = coarse || sides.from.length + sides.to.length > maxMoveLines
  return {
    file,
    gone: from && !tooLarge ? [changedLines(from, sides.from, blocks, 'from')] : [],
    born: to && !tooLarge ? [changedLines(to, sides.to, blocks, 'to')] : [],
  }
}

function compareLines(
  { from, to }: { readonly from: readonly string[]; readonly to: readonly string[] },
  /** None for texts that are equal. */
  effort: Effort | undefined,
  { ignoreSpace = false }: DiffReading,
) {
  if (effort === undefined) return { blocks: [], coarse: false }
  return ignoreSpace
    ? diffLines(from.map(withoutSpace), to.map(withoutSpace), effort)
    : diffLines(from, to, effort)
}

/** White space at the ends, and how much of it stands between words. Within quotes it is part of the program. */
function withoutSpace(line: string): string {
  const trimmed = line.replace(/^[ \t\r]+|[ \t\r]+$/g, '')
  return /["']/.test(trimmed) ? trimmed : trimmed.replace(/[ \t]+/g, ' ')
}

/** All lines, so that what is said of any can be shown; also of a file in which nothing differs. */
function wholeText(
  blocks: readonly ChangeBlock[],
  sides: { readonly from: readonly string[]; readonly to: readonly string[] },
  effort: Effort,
): Hunks {
  if (blocks.length > 0) return makeHunks(blocks, sides, effort, { whole: true })
  const lines = sides.to.map((text, index): DiffLine => {
    return { kind: 'same', from: index + 1, to: index + 1, text }
  })
  return { hunks: [{ from: 1, to: 1, lines }], linesOmitted: 0 }
}

function linesOf(file: SourceFile | undefined): string[] {
  return file === undefined ? [] : splitLines(file.text)
}

function changeOf({ from, to }: Pair): FileDiff['change'] {
  if (from === undefined) return 'added'
  if (to === undefined) return 'removed'
  if (from.path !== to.path) return 'renamed'
  return from.text === to.text ? 'same' : 'changed'
}

function hashOf(file: SourceFile | undefined): Hash | undefined {
  if (file === undefined || file.text.length > maxHashed) return undefined
  return keccak256(stringToBytes(file.text))
}

function countLines(blocks: readonly ChangeBlock[], side: 'from' | 'to'): number {
  return blocks.reduce((sum, block) => sum + block[`${side}End`] - block[`${side}Start`], 0)
}

/** Of Vyper and others nothing is claimed: what a comment is, is known here for Solidity alone. */
function isCommentsOnly({ from, to }: Pair): boolean {
  if (from === undefined || to === undefined || /\.(vyi?|json)$/.test(to.path)) return false
  return isSameCode(from.text, to.text)
}

function lastLineFeedOf({ from, to }: Pair): FileDiff['lastLineFeed'] {
  if (!from?.text || !to?.text) return undefined
  const [had, has] = [from.text.endsWith('\n'), to.text.endsWith('\n')]
  return had === has ? undefined : has ? 'added' : 'removed'
}

function changedLines(
  { path }: SourceFile,
  lines: readonly string[],
  blocks: readonly ChangeBlock[],
  side: 'from' | 'to',
): ChangedLines {
  const changed = new Set<number>()
  for (const block of blocks) {
    for (let line = block[`${side}Start`]; line < block[`${side}End`]; line++) changed.add(line)
  }
  return { path, lines, changed }
}
