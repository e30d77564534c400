import { and, or, type SQL, sql } from 'drizzle-orm'
import type { Hex } from 'viem'
import {
  beginToken,
  endToken,
  indexedDigits,
  readSearchText,
  type SearchTerm,
} from '@/lib/core/timelock/kind/operation-search'
import { timelockOperations } from './timelock-schema'

const { id, proposer, predecessor, targets, selectors, search } = timelockOperations

/** Whether an operation has such words; undefined where nothing is looked for. */
export function isFoundBy(text: string): SQL | undefined {
  const terms = readSearchText(text)
  if (!terms) return sql`false`
  return and(...terms.map((term) => and(matches(indexQuery(term)), isExactly(term))))
}

/** Whether a word may be one of an operation's: the index says so where the digits of both ends are the same. */
export function hasWord(word: Hex): SQL {
  const digits = word.slice(2).toLowerCase()
  return matches(`${beginToken(digits)} & ${endToken(digits)}`)
}

function matches(query: string): SQL {
  return sql`${search} @@ ${query}::tsquery`
}

function indexQuery(term: SearchTerm): string {
  if ('either' in term) return [beginQuery(term.either), endQuery(term.either)].join(' | ')
  const { begins, ends } = term
  return [...(begins ? [beginQuery(begins)] : []), ...(ends ? [endQuery(ends)] : [])].join(' & ')
}

const beginQuery = (digits: string) => withMore(beginToken(digits), digits)
const endQuery = (digits: string) => withMore(endToken(digits), digits)

/** Of as many digits as the index knows there is one token. */
function withMore(token: string, digits: string): string {
  return digits.length < indexedDigits ? `${token}:*` : token
}

/** What the index leaves open: digits beyond those that it knows, and whether two ends are of one word. */
function isExactly(term: SearchTerm): SQL | undefined {
  const [begins, ends] = 'either' in term ? [term.either, term.either] : [term.begins, term.ends]
  const isOfTwo = !('either' in term) && begins !== undefined && ends !== undefined
  const isLong = [begins, ends].some((digits) => (digits?.length ?? 0) > indexedDigits)
  if (!isOfTwo && !isLong) return undefined
  const patterns = isOfTwo
    ? [`0x${begins}%${ends}`]
    : [...(begins ? [`0x${begins}%`] : []), ...(ends ? [`0x%${ends}`] : [])]
  const isLike = or(...patterns.map((pattern) => sql`lower(word) like ${pattern}`))
  return sql`exists (select from unnest(array[${id}, ${proposer}, ${predecessor}] || ${targets} || ${selectors}) as word where ${isLike})`
}
