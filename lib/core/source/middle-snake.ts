/** A part of both sequences: ends are exclusive. */
export type Box = {
  readonly fromStart: number
  readonly fromEnd: number
  readonly toStart: number
  readonly toEnd: number
}

/** A point through which a shortest script runs, or, where not `exact`, one through which a good one does. */
export type MiddleSnake = {
  readonly from: number
  readonly to: number
  readonly exact: boolean
  /** How much work it was. */
  readonly steps: number
}

/** A search from one end of the box. A point is so many tokens of each sequence away from that end. */
type Search = {
  readonly a: Int32Array
  readonly b: Int32Array
  readonly direction: 1 | -1
  /** Where the search begins, in each sequence. */
  readonly aBase: number
  readonly bBase: number
  readonly n: number
  readonly m: number
  /** The furthest x by diagonal (x - y), diagonal 0 at `zero`, so that no index is negative. */
  readonly xs: Int32Array
  readonly zero: number
  /** Diagonals that were reached in the last step; those at the rim are left out once they ran off the box. */
  low: number
  high: number
  lowCut: number
  highCut: number
}

/**
 * Finds where to cut a box in two: searches from both ends in turn, and where they meet is the middle of a shortest
 * script. After `limit` steps it gives up and answers the furthest point that was reached, so that the work is bounded.
 * Neither first nor last tokens of the box may be equal: those are taken off before.
 *
 * @see Myers, An O(ND) Difference Algorithm and Its Variations, 1986, section 4b
 */
export function findMiddleSnake(
  a: Int32Array,
  b: Int32Array,
  { fromStart, fromEnd, toStart, toEnd }: Box,
  limit: number,
): MiddleSnake {
  const n = fromEnd - fromStart
  const m = toEnd - toStart
  const odd = ((n - m) & 1) !== 0
  const steps = Math.min(limit, (n + m + 1) >> 1)
  const search = { a, b, n, m, zero: steps + 1, low: 0, high: 0, lowCut: 0, highCut: 0 }
  const ahead: Search = {
    ...search,
    xs: new Int32Array(2 * steps + 3),
    direction: 1,
    aBase: fromStart,
    bBase: toStart,
  }
  const back: Search = {
    ...search,
    xs: new Int32Array(2 * steps + 3),
    direction: -1,
    aBase: fromEnd - 1,
    bBase: toEnd - 1,
  }
  for (let d = 0; d <= steps; d++) {
    const k = advance(ahead, d, odd ? back : undefined)
    if (k !== undefined) return pointOf(ahead, k, d, true)
    const j = advance(back, d, odd ? undefined : ahead)
    if (j !== undefined) return pointOf(back, j, d, true)
  }
  const [k, j] = [furthestDiagonal(ahead), furthestDiagonal(back)]
  return progress(ahead, k) >= progress(back, j)
    ? pointOf(ahead, k, steps, false)
    : pointOf(back, j, steps, false)
}

/** One more edit from each diagonal. Answers the diagonal on which the other search was met, if it was. */
function advance(search: Search, d: number, other: Search | undefined): number | undefined {
  const { a, b, direction, aBase, bBase, n, m, xs, zero } = search
  for (let k = search.lowCut - d; k <= d - search.highCut; k += 2) {
    let x = firstOn(xs, zero, k, d)
    while (x < n && x - k < m && a[aBase + direction * x] === b[bBase + direction * (x - k)]) x++
    xs[zero + k] = x
    if (x > n) search.highCut += 2
    else if (x - k > m) search.lowCut += 2
    else if (other && meets(other, n - m - k, n - x)) return k
  }
  search.low = search.lowCut - d
  search.high = d - search.highCut
  return undefined
}

/** Where the next edit comes out on a diagonal: from the one above by an addition, or from the one to the left. */
function firstOn(xs: Int32Array, zero: number, k: number, d: number): number {
  if (d === 0) return 0
  const left = xs[zero + k - 1] ?? 0
  const above = xs[zero + k + 1] ?? 0
  return k === -d || (k !== d && left < above) ? above : left + 1
}

/** Whether the search has come at least so far on this diagonal, which is counted from its own end. */
function meets({ low, high, xs, zero }: Search, k: number, x: number): boolean {
  return k >= low && k <= high && (xs[zero + k] ?? 0) >= x
}

function progress({ xs, zero }: Search, k: number): number {
  return 2 * (xs[zero + k] ?? 0) - k
}

/** Of the points inside of the box: at the rim the search may have stepped out of it. */
function furthestDiagonal(search: Search): number {
  const { low, high, n, m, xs, zero } = search
  let best: number | undefined
  for (let k = low; k <= high; k += 2) {
    const x = xs[zero + k] ?? 0
    const isInside = x <= n && x - k <= m
    if (isInside && (best === undefined || progress(search, k) > progress(search, best))) best = k
  }
  if (best === undefined) throw new RangeError('a search that left its box')
  return best
}

function pointOf(
  { xs, zero, direction, aBase, bBase }: Search,
  k: number,
  d: number,
  exact: boolean,
): MiddleSnake {
  const x = xs[zero + k] ?? 0
  // Going back, the base is the last token of the box, and the point stands behind it.
  const shift = direction === 1 ? 0 : 1
  return {
    from: aBase + shift + direction * x,
    to: bBase + shift + direction * (x - k),
    exact,
    steps: (d + 1) ** 2,
  }
}
