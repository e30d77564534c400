import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import { getAddress, type Hex, isAddress } from 'viem'
import {
  beginToken,
  endToken,
  indexedDigits,
  readSearchText,
  type SearchTerm,
} from '@/lib/core/timelock/kind/operation-search'
import { timelockOperations } from './timelock-schema'

const { id, proposer, predecessor, targets, selectors, upgraded, search } = timelockOperations

/** Whether an operation has such words; undefined where nothing is looked for. */
export function isFoundBy(text: string): SQL | undefined {
  const terms = readSearchText(text)
  if (!terms) return sql`false`
  return and(...terms.map((term) => and(matches(indexQuery(term)), isExactly(term))))
}

/** Whether words are looked for of which only an end is told. */
export function hasEnds(text: string): boolean {
  return readSearchText(text)?.some((term) => !('whole' in term || 'anyOf' in term)) ?? false
}

/** Whether it may have such words, by the index alone; undefined where nothing is looked for. */
export function mayBeFoundBy(text: string): SQL | undefined {
  const terms = readSearchText(text)
  if (!terms) return sql`false`
  return and(...terms.map((term) => matches(indexQuery(term))))
}

/** Whether one of these words may be an operation's: the index says so where the last digits are the same. */
export function hasWord(...words: readonly Hex[]): SQL {
  return matches(words.map((word) => wholeQuery(word.slice(2).toLowerCase())).join(' | '))
}

/**
 * Whether a condition holds that nearly all rows meet which the index of words has found. Plainly written, the database takes it
 * to leave out as many of them once more, and sorts what it had better read in its order.
 */
export function surely(condition: SQL | undefined): SQL {
  return sql`nullif(${condition}, false) is not null`
}

function matches(query: string): SQL {
  return sql`${search} @@ ${query}::tsquery`
}

function indexQuery(term: SearchTerm): string {
  if ('whole' in term) return wholeQuery(term.whole)
  if ('anyOf' in term) return term.anyOf.map(wholeQuery).join(' | ')
  if ('either' in term) return [beginQuery(term.either), endQuery(term.either)].join(' | ')
  const { begins, ends } = term
  return [...(begins ? [beginQuery(begins)] : []), ...(ends ? [endQuery(ends)] : [])].join(' & ')
}

/** The end alone: with the beginning the index is read twice for the same rows, and many addresses begin with zeros. */
const wholeQuery = (digits: string) => endToken(digits)
const beginQuery = (digits: string) => withMore(beginToken(digits), digits)
const endQuery = (digits: string) => withMore(endToken(digits), digits)

/** Of as many digits as the index knows there is one token. */
function withMore(token: string, digits: string): string {
  return digits.length < indexedDigits ? `${token}:*` : token
}

/** What the index leaves open: digits beyond those that it knows, and whether two ends are of one word. */
function isExactly(term: SearchTerm): SQL | undefined {
  if ('whole' in term) return isWord(`0x${term.whole}`)
  // Nothing but a selector has so few digits, and the index knows them all.
  if ('anyOf' in term) return undefined
  const patterns = patternsOf(term)
  if (patterns.length === 0) return undefined
  const isLike = or(...patterns.map((pattern) => sql`lower(word) like ${pattern}`))
  return sql`exists (select from unnest(array[${id}, ${proposer}, ${predecessor}] || ${targets} || ${selectors} || ${upgraded}) as word where ${isLike})`
}

/** Whether it is one of an operation's, an address or an id. Addresses are kept with their checksums. */
function isWord(word: Hex): SQL {
  if (!isAddress(word)) return surely(or(eq(id, word), eq(predecessor, word)))
  const address = getAddress(word)
  return surely(
    or(eq(proposer, address), sql`${address} = any(${targets})`, sql`${word} = any(${upgraded})`),
  )
}

/** None where the index leaves nothing open. */
function patternsOf(
  term: Exclude<SearchTerm, { readonly whole: string } | { readonly anyOf: readonly string[] }>,
): string[] {
  if ('either' in term) {
    return isLong(term.either) ? [`0x${term.either}%`, `0x%${term.either}`] : []
  }
  const { begins = '', ends = '' } = term
  if ((begins && ends) || isLong(begins) || isLong(ends)) return [`0x${begins}%${ends}`]
  return []
}

const isLong = (digits: string) => digits.length > indexedDigits
