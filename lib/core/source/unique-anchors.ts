/** Positions in both sequences at which the same token stands. */
export type Anchor = readonly [from: number, to: number]

/**
 * The tokens that stand once in each sequence, as far as they keep their order: the longest such chain. People see
 * such lines as the same, where the shortest script might rather keep some braces.
 *
 * @param from Positions of the first sequence that are looked at, `to` those of the second; `counts` by token, how often
 * it stands among them.
 */
export function findUniqueAnchors(
  { a, b }: { readonly a: Int32Array; readonly b: Int32Array },
  { fromCounts, toCounts }: { readonly fromCounts: Int32Array; readonly toCounts: Int32Array },
): Anchor[] {
  const placeInTo = new Map<number, number>()
  b.forEach((token, index) => {
    if (toCounts[token] === 1 && fromCounts[token] === 1) placeInTo.set(token, index)
  })
  const pairs: Anchor[] = []
  a.forEach((token, index) => {
    const place = placeInTo.get(token)
    if (place !== undefined) pairs.push([index, place])
  })
  return longestRising(pairs)
}

/** The longest chain in which the second members rise too, by patience sorting. */
function longestRising(pairs: readonly Anchor[]): Anchor[] {
  /** Index of the pair that ends the best chain of each length. */
  const tails: number[] = []
  const previous = new Int32Array(pairs.length).fill(-1)
  pairs.forEach(([, to], index) => {
    const length = firstNotBelow(tails, (tail) => (pairs[tail]?.[1] ?? 0) >= to)
    previous[index] = tails[length - 1] ?? -1
    tails[length] = index
  })
  const chain: Anchor[] = []
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index]
    if (pair) chain.push(pair)
  }
  return chain.reverse()
}

function firstNotBelow(tails: readonly number[], reaches: (tail: number) => boolean): number {
  let [low, high] = [0, tails.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (reaches(tails[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}
