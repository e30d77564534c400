import type { Hex } from 'viem'
import { namesLike, selectorsNamed } from '@/lib/core/calldata/selectors-named'
import {
  isPlacedAddress,
  parsePrefix,
  UnknownPrefixError,
} from '@/lib/core/chain/parse-placed-address'
import { visibleText } from '@/lib/core/chain/visible-text'

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
export type SearchTerm = (
  | { readonly begins?: string | undefined; readonly ends?: string | undefined }
  /** Begins or ends with it. */
  | { readonly either: string }
  /** All of it. */
  | { readonly whole: string }
  /** All of any of these: the selectors of functions with one name. */
  | { readonly anyOf: readonly string[] }
) & {
  /** The chain that stands before it. */
  readonly chainId?: number | undefined
}

/** Digits of an address and of an id. */
const wholeLengths: ReadonlySet<number> = new Set([40, 64])

/** What can be looked for. */
const searchHint =
  'Search for hexadecimal digits with which an id, address or selector begins or ends, or both with … between them; for a function by its name, if it is a known one; or for any by name and types, as in setFee(uint256).'

const pattern = /^(0x)?([0-9a-f]*)(?:(?:…|\.{2,3})([0-9a-f]*))?$/

/**
 * Reads what somebody looks for: a whole address or id; `0x1a2b`, with which a word begins; `1a2b`, with which it begins or
 * ends; `0x1a2b…3c4d` or `…3c4d` as pages shorten it, also with dots; `upgradeTo` or `setFee(uint256)`, whose selector a call
 * has. Upper and lower case are the same, but in a name with types.
 *
 * @returns All of these have to be found; none where nothing is looked for, and undefined where no word can be like that.
 */
export function readSearchText(text: string): SearchTerm[] | undefined {
  const terms: SearchTerm[] = []
  for (const word of wordsOf(text)) {
    const read = readWord(word)
    if (!read) return undefined
    terms.push(...read)
  }
  return terms
}

/** The chains that stand before words of a text. */
export function chainsInText(text: string): number[] {
  return (readSearchText(text) ?? []).flatMap(({ chainId }) =>
    chainId === undefined ? [] : [chainId],
  )
}

/** Why a text cannot be looked for, which of its words were understood, and what can be; undefined where it can. */
export function whyNotSearched(text: string): string | undefined {
  const words = wordsOf(text)
  const unknown = words.find((word) => !readWord(word))
  if (unknown === undefined) return undefined
  const understood = words.filter((word) => readWord(word)?.length)
  return [
    whatIsWrong(unknown),
    ...(understood.length > 0 ? [`Understood: ${understood.map(quoted).join(', ')}.`] : []),
    searchHint,
  ].join(' ')
}

function whatIsWrong(word: string): string {
  const shown = quoted(word)
  if (word.includes('(')) return `${shown} is not a function with the types of its arguments.`
  if (isPlacedAddress(word)) return `${shown} begins with no chain that is known here.`
  const like = namesLike(word, 4)
  const known = like.length > 0 ? `; there are ${like.join(', ')}` : ''
  return `${shown} is neither hexadecimal digits nor the name of a function that is known here${known}.`
}

const quoted = (word: string) => `“${visibleText(word, { maxLength: 60 })}”`

/** What stands between spaces; those within parentheses part types and names of arguments. */
function wordsOf(text: string): string[] {
  const words = ['']
  let depth = 0
  for (const character of text.trim()) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (depth <= 0 && /\s/.test(character)) words.push('')
    else words.push(`${words.pop()}${character}`)
  }
  return words.filter((word) => word !== '')
}

/** @returns Nothing where it has no digits, and undefined where it is neither digits nor a function. */
function readWord(word: string): SearchTerm[] | undefined {
  const [, before, digits = word] = /^([^\s:]+(?::\d+)?):(0x.*)$/i.exec(word) ?? []
  const [read, prefix, first = '', last] = pattern.exec(digits.toLowerCase()) ?? []
  if (read !== undefined) {
    const chainId = before === undefined ? undefined : chainBefore(before)
    if (before !== undefined && chainId === undefined) return undefined
    const term = termOf(first, last, prefix !== undefined)
    return first || last ? [chainId === undefined ? term : { ...term, chainId }] : []
  }
  const selectors = selectorsNamed(word)
  return selectors && [{ anyOf: selectors.map((selector) => selector.slice(2)) }]
}

function chainBefore(prefix: string): number | undefined {
  try {
    return parsePrefix(prefix)
  } catch (error) {
    if (error instanceof UnknownPrefixError) return undefined
    throw error
  }
}

function termOf(first: string, last: string | undefined, isBeginning: boolean): SearchTerm {
  if (last !== undefined) return { begins: first || undefined, ends: last || undefined }
  if (!isBeginning) return { either: first }
  return wholeLengths.has(first.length) ? { whole: first } : { begins: first }
}
