import type { EditScript } from './shortest-script'

/** Lines that were replaced by others, from 0, ends exclusive; one of the two ranges may be empty. */
export type ChangeBlock = {
  readonly fromStart: number
  readonly fromEnd: number
  readonly toStart: number
  readonly toEnd: number
}

/** The runs of changed tokens of a script, in order. Between them both sequences are the same. */
export function changeBlocks({ removed, added }: EditScript): ChangeBlock[] {
  const blocks: ChangeBlock[] = []
  let [from, to] = [0, 0]
  while (from < removed.length || to < added.length) {
    const [fromStart, toStart] = [from, to]
    while (removed[from]) from++
    while (added[to]) to++
    if (from > fromStart || to > toStart) {
      blocks.push({ fromStart, fromEnd: from, toStart, toEnd: to })
    } else {
      from++
      to++
    }
  }
  return blocks
}
