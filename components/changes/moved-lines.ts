import type { MovedBlock } from '@/lib/core/source/source-diff'
import { fileAnchor, lineAnchor } from './line-anchor'

/** Lines of a file that stand elsewhere on the other side, unchanged. */
export type MovedLines = {
  /** Whether they left this file, or came to it. */
  readonly side: 'from' | 'to'
  /** Inclusive. */
  readonly first: number
  readonly last: number
  /** Where they stand on the other side, and the anchor of the first. */
  readonly path: string
  readonly lines: readonly [number, number]
  readonly anchor: string
}

/** Which lines of a file came from elsewhere, or went there. */
export function movedLines(
  moved: readonly MovedBlock[],
  {
    path,
    oldPath,
    scope,
  }: { readonly path: string; readonly oldPath: string; readonly scope: string },
): MovedLines[] {
  return moved.flatMap(({ fromPath, fromLines, toPath, toLines }) => {
    const came: MovedLines[] =
      toPath === path
        ? [
            {
              side: 'to',
              first: toLines[0],
              last: toLines[1],
              path: fromPath,
              lines: fromLines,
              anchor: lineAnchor(fileAnchor(fromPath, scope), fromLines[0], 'from'),
            },
          ]
        : []
    const went: MovedLines[] =
      fromPath === oldPath
        ? [
            {
              side: 'from',
              first: fromLines[0],
              last: fromLines[1],
              path: toPath,
              lines: toLines,
              anchor: lineAnchor(fileAnchor(toPath, scope), toLines[0], 'to'),
            },
          ]
        : []
    return [...came, ...went]
  })
}
