import { type Hash, keccak256, stringToBytes } from 'viem'
import type { ChangeBlock } from './change-blocks'
import { diffLines } from './diff-lines'
import { type ChangedLines, findMovedBlocks } from './find-moved-blocks'
import { findRenames, type SourceFile } from './find-renames'
import { findHiddenCharacters } from './hidden-characters'
import { makeHunks } from './make-hunks'
import { isSameCode } from './same-code'
import type { Effort } from './shortest-script'
import type { FileDiff, SourceDiff } from './source-diff'
import { splitLines } from './split-lines'

/** Text by path. */
export type Sources = Readonly<Record<string, string>>

/** What one review may spend on finding small answers. Sources that people wrote need a hundredth of it. */
const lineSteps = 2 ** 22
const wordSteps = 2 ** 23
/** In larger files moved blocks are not looked for. */
const maxMoveLines = 50_000

/**
 * What differs between two sets of sources: file by file with renames, line by line and within lines word by word, with
 * blocks that only moved and changes that no compiler sees. The same input gives the same answer, and for any input it
 * ends soon: what is too different gets a coarser answer that says so.
 */
export function diffSources({
  from,
  to,
}: {
  readonly from: Sources
  readonly to: Sources
}): SourceDiff {
  const efforts = { lines: { steps: lineSteps }, words: { steps: wordSteps } }
  const compared = pairFiles(from, to).map((pair) => compareFile(pair, efforts))
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
): Compared {
  const { from, to } = pair
  const sides = { from: linesOf(from), to: linesOf(to) }
  const isEqual = from?.text === to?.text
  const { blocks, coarse } = isEqual
    ? { blocks: [], coarse: false }
    : diffLines(sides.from, sides.to, efforts.lines)
  const file: FileDiff = {
    path: pathOf(pair),
    renamedFrom: from && to && from.path !== to.path ? from.path : undefined,
    change: changeOf(pair),
    fromHash: isEqual && from?.path === to?.path ? undefined : hashOf(from),
    toHash: isEqual && from?.path === to?.path ? undefined : hashOf(to),
    linesAdded: countLines(blocks, 'to'),
    linesRemoved: countLines(blocks, 'from'),
    commentsOnly: !isEqual && isCommentsOnly(pair),
    lastLineFeed: lastLineFeedOf(pair),
    hiddenCharacters: findHiddenCharacters((to ?? from)?.text ?? ''),
    coarse,
    ...makeHunks(blocks, sides, efforts.words),
  }
  const tooLarge = coarse || sides.from.length + sides.to.length > maxMoveLines
  return {
    file,
    gone: from && !tooLarge ? [changedLines(from, sides.from, blocks, 'from')] : [],
    born: to && !tooLarge ? [changedLines(to, sides.to, blocks, 'to')] : [],
  }
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
