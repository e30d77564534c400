import { type Box, findMiddleSnake } from './middle-snake'

/** Which tokens of each sequence are changed; the others are the same, pair by pair, in their order. */
export type EditScript = {
  /** 1 where the token is gone. */
  readonly removed: Uint8Array
  /** 1 where the token is new. */
  readonly added: Uint8Array
  /** The sequences differ so much that looking for the smallest script was given up in favour of a correct one. */
  readonly coarse: boolean
}

/** Steps that may still be spent, shared by everything that is compared together. */
export type Effort = { steps: number }

/**
 * A smallest script by Myers' algorithm in linear space. Where the effort is spent, the rest counts as replaced.
 *
 * @param bounds.limit Steps of one search, at least 1, beyond which it takes the best point so far.
 * @param bounds.effort What is spent is taken off.
 */
export function shortestScript(
  a: Int32Array,
  b: Int32Array,
  { limit, effort }: { readonly limit: number; readonly effort: Effort },
): EditScript {
  const [removed, added] = [new Uint8Array(a.length), new Uint8Array(b.length)]
  let coarse = false
  const boxes: Box[] = [{ fromStart: 0, fromEnd: a.length, toStart: 0, toEnd: b.length }]
  for (let next = boxes.pop(); next; next = boxes.pop()) {
    const box = shrink(a, b, next)
    const isOneSided = box.fromStart === box.fromEnd || box.toStart === box.toEnd
    if (isOneSided || effort.steps <= 0) {
      if (!isOneSided) coarse = true
      removed.fill(1, box.fromStart, box.fromEnd)
      added.fill(1, box.toStart, box.toEnd)
      continue
    }
    const { from, to, exact, steps } = findMiddleSnake(a, b, box, limit)
    effort.steps -= steps
    if (!exact) coarse = true
    // The first part is next, so that what is left when the effort is spent is the end.
    boxes.push({ ...box, fromStart: from, toStart: to }, { ...box, fromEnd: from, toEnd: to })
  }
  return { removed, added, coarse }
}

function shrink(a: Int32Array, b: Int32Array, box: Box): Box {
  let { fromStart, fromEnd, toStart, toEnd } = box
  while (fromStart < fromEnd && toStart < toEnd && a[fromStart] === b[toStart]) {
    fromStart++
    toStart++
  }
  while (fromStart < fromEnd && toStart < toEnd && a[fromEnd - 1] === b[toEnd - 1]) {
    fromEnd--
    toEnd--
  }
  return { fromStart, fromEnd, toStart, toEnd }
}
