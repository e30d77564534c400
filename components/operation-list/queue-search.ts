import type { Address, Hex } from 'viem'
import { parseSelectors } from '@/lib/core/calldata/parse-selectors'
import { agreeOnChain } from '@/lib/core/chain/agree-on-chain'
import { isPlacedAddress, parsePlacedAddress } from '@/lib/core/chain/parse-placed-address'
import { BaseError } from '@/lib/core/error/base-error'
import type { OperationRisk } from '@/lib/core/timelock/kind/operation-risk'
import { chainsInText, whyNotSearched } from '@/lib/core/timelock/kind/operation-search'
import { otherTimelocks } from '@/lib/core/timelock/kind/other-timelocks'
import { type QueueGroupName, queueGroups } from '@/lib/core/timelock/kind/queue-group'

/** What somebody looks for in the queue, as its address says it. */
export type QueueSearch = {
  readonly text?: string | undefined
  readonly state?: QueueGroupName | undefined
  readonly chainId?: number | undefined
  readonly timelock?: Address | undefined
  /** Only of timelocks that nobody configured. */
  readonly configured?: false | undefined
  readonly target?: Address | undefined
  readonly selectors?: readonly Hex[] | undefined
  readonly proposer?: Address | undefined
  readonly risk?: OperationRisk | 'mismatch' | undefined
}

/** The fields of the form, by their names in the address. */
export const searchFields = [
  'q',
  'state',
  'timelock',
  'target',
  'selector',
  'proposer',
  'risk',
] as const
export type SearchField = (typeof searchFields)[number]

export type ReadSearch = {
  readonly search: QueueSearch
  /** What stands in each field, right or wrong. */
  readonly given: Readonly<Partial<Record<SearchField, string>>>
  /** What is wrong with it, in words. A field that is wrong restricts nothing. */
  readonly problems: Readonly<Partial<Record<SearchField, string>>>
  readonly cursor: string | undefined
}

export const risks: Readonly<Record<OperationRisk | 'mismatch', string>> = {
  mismatch: 'contract disagrees',
  upgrade: 'upgrade',
  ownership: 'ownership',
  'self-administration': 'self-administration',
  delegatecall: 'delegatecall',
  value: 'sends value',
  incomplete: 'incomplete',
  'salt-unknown': 'salt unknown',
}

type Params = Readonly<Record<string, string | string[] | undefined>>

/**
 * Reads the address of a queue. Never throws: what is wrong is told beside its field.
 *
 * @param ofChain Of the timelock that a page is about. Elsewhere what stands before an address says which chain is meant.
 */
export function readSearch(params: Params, ofChain?: number | undefined): ReadSearch {
  const given: Partial<Record<SearchField, string>> = {}
  const problems: Partial<Record<SearchField, string>> = {}
  for (const field of searchFields) {
    const value = first(params[field])
    if (value) given[field] = value
  }
  const read = <T>(field: SearchField, parse: (text: string) => T): T | undefined => {
    const text = given[field]
    if (text === undefined) return undefined
    try {
      return parse(text)
    } catch (error) {
      if (!(error instanceof BaseError) && !(error instanceof RangeError)) throw error
      problems[field] = error instanceof BaseError ? error.shortMessage : error.message
      return undefined
    }
  }
  const place = read('timelock', parsePlace)
  // As the form has it to choose from.
  if (place?.timelock) given.timelock = `${place.chainId}:${place.timelock}`
  const text = read('q', parseText)
  const target = read('target', parsePlacedAddress)
  const proposer = read('proposer', parsePlacedAddress)
  const agreed = agreeOnChain(ofChain ?? place?.chainId, [
    ...(text === undefined ? [] : chainsInText(text)).map((id) => ['q', id] as const),
    ['target', target?.chainId],
    ['proposer', proposer?.chainId],
  ])
  for (const [field, { shortMessage }] of agreed.problems) problems[field] = shortMessage
  const fitting = <T>(field: SearchField, value: T) => (problems[field] ? undefined : value)
  const isOfOne = ofChain !== undefined || agreed.chainId === undefined
  return {
    search: {
      text: fitting('q', text),
      state: read('state', oneOf(queueGroups)),
      ...place,
      ...(isOfOne ? {} : { chainId: agreed.chainId }),
      target: fitting('target', target?.address),
      selectors: read('selector', parseSelectors),
      proposer: fitting('proposer', proposer?.address),
      risk: read('risk', oneOf(Object.keys(risks) as (OperationRisk | 'mismatch')[])),
    },
    given,
    problems,
    cursor: first(params.cursor),
  }
}

/** The address of a queue with other values in some fields; a cursor belongs to what was looked for and is left out. */
export function searchHref(
  path: string,
  given: ReadSearch['given'],
  change: Partial<Record<SearchField | 'order' | 'cursor', string | undefined>> = {},
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...given, ...change })) {
    if (value) query.set(name, value)
  }
  return query.size > 0 ? `${path}?${query}` : path
}

const first = (value: string | string[] | undefined): string | undefined =>
  (Array.isArray(value) ? value[0] : value)?.trim().slice(0, 200) || undefined

type Place = Pick<QueueSearch, 'chainId' | 'timelock' | 'configured'>

function parsePlace(text: string): Place {
  if (text === otherTimelocks) return { configured: false }
  if (/^[1-9]\d{0,14}$/.test(text)) return { chainId: Number(text) }
  if (!isPlacedAddress(text)) throw new RangeError('Neither a chain nor a timelock of one.')
  const { chainId, address } = parsePlacedAddress(text)
  return { chainId, timelock: address }
}

function parseText(text: string): string {
  const problem = whyNotSearched(text)
  if (problem === undefined) return text
  throw new RangeError(problem)
}

const oneOf =
  <T extends string>(values: readonly T[]) =>
  (text: string): T => {
    const value = values.find((each) => each === text)
    if (value === undefined) throw new RangeError(`None of ${values.join(', ')}.`)
    return value
  }
