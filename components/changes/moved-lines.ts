import type { MovedBlock } from '@/lib/core/source/source-diff'

export type MovedLines = {
  /** The blocks that begin at a line, and whether a line is in one; of the new text and of the old one. */
  readonly to: ReadonlyMap<number, MovedBlock>
  readonly from: ReadonlyMap<number, MovedBlock>
}

/** Which lines of a file came from elsewhere, or went there. */
export function movedLines(
  moved: readonly MovedBlock[],
  { path, oldPath }: { readonly path: string; readonly oldPath: string },
): MovedLines {
  const [to, from] = [new Map<number, MovedBlock>(), new Map<number, MovedBlock>()]
  for (const block of moved) {
    if (block.toPath === path) fill(to, block, block.toLines)
    if (block.fromPath === oldPath) fill(from, block, block.fromLines)
  }
  return { to, from }
}

function fill(
  lines: Map<number, MovedBlock>,
  block: MovedBlock,
  [first, last]: readonly [number, number],
): void {
  for (let line = first; line <= last; line++) lines.set(line, block)
}
