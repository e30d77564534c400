import type { Hash, Hex } from 'viem'

/** `schedule`, `scheduleBatch`, `execute` and `executeBatch`: in all of them the fifth word behind the selector is the salt. */
const selectors = ['01d5062a', '8f2a0bb0', '134008d3', 'e38335e5'] as const

/** Candidates are proven by hashing the operation with each, which costs its size; more than these are not looked at. */
const mostCandidates = 256

/**
 * The salts that calls to a timelock hidden in calldata would carry, whatever contract the calldata is for: a forwarder
 * that nobody knows passes on the bytes of the call, and so they stand in its own.
 *
 * @returns Candidates, to be proven by the id; each one once. Only those behind the same predecessor count.
 */
export function embeddedSalts(data: Hex, predecessor: Hash): Hash[] {
  const text = data.slice(2).toLowerCase()
  const wanted = predecessor.slice(2).toLowerCase()
  const found = new Set<Hash>()
  for (const selector of selectors) {
    let at = text.indexOf(selector)
    while (at !== -1 && found.size < mostCandidates) {
      const head = at + 8
      const salt = text.slice(head + 256, head + 320)
      const isByte = at % 2 === 0
      if (isByte && salt.length === 64 && text.startsWith(wanted, head + 192))
        found.add(`0x${salt}`)
      at = text.indexOf(selector, at + 1)
    }
  }
  return [...found]
}

/**
 * The words of calldata, as the salt of a call that a contract puts together itself from its arguments: a forwarder with
 * functions of its own.
 */
export function wordSalts(data: Hex): Hash[] {
  const text = data.slice(10).toLowerCase()
  const count = Math.min(Math.floor(text.length / 64), mostCandidates)
  const words = Array.from(
    { length: count },
    (_, i): Hash => `0x${text.slice(i * 64, i * 64 + 64)}`,
  )
  return [...new Set(words)]
}
