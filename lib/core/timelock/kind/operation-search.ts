import type { Hex } from 'viem'

/** Digits of each end of a word by which it is found; more of them are compared with the words themselves. */
export const indexedDigits = 10

/** How many different words of an operation are found: all that the database indexes of one row, and more than fit into a block. */
export const mostWords = 40_000

/**
 * What an operation is found by: of each word (an id, an address, a selector) `x` and the digits with which it begins, `z` and
 * those with which it ends, the last one first.
 */
export function searchTokens(words: readonly (Hex | undefined)[]): string[] {
  const digits = new Set<string>()
  for (const word of words) if (word) digits.add(word.slice(2).toLowerCase())
  const tokens: string[] = []
  for (const each of digits) {
    if (tokens.length === 2 * mostWords) break
    tokens.push(beginToken(each), endToken(each))
  }
  return tokens
}

/** Of digits with which a word begins. */
export function beginToken(digits: string): string {
  return `x${digits.slice(0, indexedDigits)}`
}

/** Of digits with which a word ends. */
export function endToken(digits: string): string {
  let token = 'z'
  const first = Math.max(0, digits.length - indexedDigits)
  for (let at = digits.length - 1; at >= first; at--) token += digits[at]
  return token
}

/** One of the words that an operation has to have, in lower-case digits; members given together hold of one word. */
export type SearchTerm =
  | { readonly begins?: string | undefined; readonly ends?: string | undefined }
  /** Begins or ends with it. */
  | { readonly either: string }
  /** All of it. */
  | { readonly whole: string }

/** Digits of an address and of an id. */
const wholeLengths: ReadonlySet<number> = new Set([40, 64])

/** What is told where no word can be like what somebody looks for. */
export const searchHint =
  'Hexadecimal digits with which an id, address or selector begins or ends, or both with … between them.'

const pattern = /^(0x)?([0-9a-f]*)(?:(?:…|\.{2,3})([0-9a-f]*))?$/

/**
 * Reads what somebody looks for: a whole address or id; `0x1a2b`, with which a word begins; `1a2b`, with which it begins or
 * ends; `0x1a2b…3c4d` or `…3c4d` as pages shorten it, also with dots. Upper and lower case are the same.
 *
 * @returns All of these have to be found; none where nothing is looked for, and undefined where no word can be like that.
 */
export function readSearchText(text: string): SearchTerm[] | undefined {
  const terms: SearchTerm[] = []
  for (const word of text.toLowerCase().split(/\s+/)) {
    const [read, prefix, first = '', last] = pattern.exec(word) ?? []
    if (read === undefined) return undefined
    if (first || last) terms.push(termOf(first, last, prefix !== undefined))
  }
  return terms
}

function termOf(first: string, last: string | undefined, isBeginning: boolean): SearchTerm {
  if (last !== undefined) return { begins: first || undefined, ends: last || undefined }
  if (!isBeginning) return { either: first }
  return wholeLengths.has(first.length) ? { whole: first } : { begins: first }
}
