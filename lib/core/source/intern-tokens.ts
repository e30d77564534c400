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
  const [old, now] = [numberTokens(from, numbers), numberTokens(to, numbers)]
  return { from: old, to: now, count: numbers.size }
}

function numberTokens(tokens: readonly string[], numbers: Map<string, number>): Int32Array {
  const numbered = new Int32Array(tokens.length)
  tokens.forEach((token, index) => {
    let number = numbers.get(token)
    if (number === undefined) {
      number = numbers.size
      numbers.set(token, number)
    }
    numbered[index] = number
  })
  return numbered
}
