/** Two sequences as numbers, equal where the texts are equal: numbers are compared once and faster than texts. */
export type InternedTokens = {
  readonly from: Int32Array
  readonly to: Int32Array
  /** How many different tokens there are: every number is below it. */
  readonly count: number
}

/** Numbers the tokens of two sequences in the order in which they first occur. */
export function internTokens(from: readonly string[], to: readonly string[]): InternedTokens {
  const numbers = new Map<string, number>()
  const numberOf = (token: string) => {
    const known = numbers.get(token)
    if (known !== undefined) return known
    numbers.set(token, numbers.size)
    return numbers.size - 1
  }
  const [old, now] = [Int32Array.from(from, numberOf), Int32Array.from(to, numberOf)]
  return { from: old, to: now, count: numbers.size }
}
