import { bytesToString, stringToBytes } from 'viem'
import type { AstNode } from './compiled-contract'
import type { SourcePlace } from './source-place'

/** Finds what nodes of an AST stand for in the sources. Positions count bytes of UTF-8. */
export type SourceText = {
  readonly textOf: (node: AstNode) => string
  readonly placeOf: (node: AstNode) => SourcePlace
  /** What stands in the file before the node. */
  readonly before: (node: AstNode) => string
}

/** Reads positions of the ASTs of one compilation. */
export function readSourceText(
  asts: ReadonlyMap<string, AstNode>,
  sources: Readonly<Record<string, string>>,
): SourceText {
  const paths = new Map([...asts].map(([path, unit]) => [positionOf(unit).file, path]))
  const files = new Map<string, SourceFile>()
  const fileOf = (node: AstNode): SourceFile => {
    const path = paths.get(positionOf(node).file) ?? ''
    const known = files.get(path) ?? openFile(path, sources[path] ?? '')
    files.set(path, known)
    return known
  }
  return {
    textOf: (node) => {
      const { start, length } = positionOf(node)
      return fileOf(node).slice(start, start + length)
    },
    placeOf: (node) => {
      const file = fileOf(node)
      return { path: file.path, line: file.lineAt(positionOf(node).start) }
    },
    before: (node) => fileOf(node).slice(0, positionOf(node).start),
  }
}

type SourceFile = {
  readonly path: string
  readonly slice: (start: number, end: number) => string
  readonly lineAt: (offset: number) => number
}

function openFile(path: string, text: string): SourceFile {
  const bytes = stringToBytes(text)
  // Most sources are ASCII, where a byte is a character and nothing has to be decoded.
  const isAscii = bytes.length === text.length
  const starts = [0]
  bytes.forEach((byte, index) => {
    if (byte === lineFeed) starts.push(index + 1)
  })
  return {
    path,
    slice: (start, end) =>
      isAscii ? text.slice(start, end) : bytesToString(bytes.subarray(start, end)),
    lineAt: (offset) => countUpTo(starts, offset),
  }
}

const lineFeed = 10

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

function positionOf({ src }: AstNode): { start: number; length: number; file: number } {
  const text = String(src)
  const [first, last] = [text.indexOf(':'), text.lastIndexOf(':')]
  return {
    start: Number(text.slice(0, first)),
    length: Number(text.slice(first + 1, last)),
    file: Number(text.slice(last + 1)),
  }
}
