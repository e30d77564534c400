import { operationsQuery } from '@/lib/core/api/operation-query'
import { type OperationsQuery, placedQuery } from '@/lib/core/api/placed-query'
import { readQuery } from '@/lib/core/api/read-query'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import { operationRiskKinds } from '@/lib/core/timelock/kind/operation-risk'
import type { QueueGroupName } from '@/lib/core/timelock/kind/queue-group'
import { type OptionSpec, type ParsedArguments, UsageError } from './parse-arguments'
import { rpcOption } from './review-options'

/** What is read of a queue. */
export type QueueOptions = {
  readonly timelock: ChainAddress | undefined
  readonly state: readonly QueueGroupName[] | undefined
  readonly order: 'eta' | 'scheduled'
  /** What else they have to be like, and how it was written. */
  readonly filter: Pick<OperationsQuery, FilterName>
  readonly given: Readonly<Partial<Record<FilterName, string>>>
}

const filterNames = ['q', 'target', 'selector', 'proposer', 'risk'] as const
type FilterName = (typeof filterNames)[number]

/** Options of the commands that read queues. */
export const queueOptionSpecs = {
  timelock: {
    value: '<chain>:<address>',
    summary: 'of this timelock; of an instance without it all that it follows',
  },
  from: { value: '<url>', summary: 'an instance of Suture, which is asked for what it knows' },
  rpc: { ...rpcOption, summary: 'a node, from which the timelock is indexed here' },
  json: { summary: 'canonical JSON' },
} satisfies Record<string, OptionSpec>

/** What operations have to be like, as the API takes it. */
export const queueFilterSpecs = {
  q: {
    value: '<text>',
    summary: 'with an id, address, selector or function like this, as the search of the queue',
  },
  target: { value: '<address>', summary: 'that call this' },
  selector: { value: '<selector|function>', summary: 'that call this function' },
  proposer: { value: '<address>', summary: 'that this account scheduled' },
  risk: { value: '<risk>', summary: `with this: mismatch, ${operationRiskKinds.join(', ')}` },
} satisfies Record<FilterName, OptionSpec>

/**
 * Reads them, as the API reads its parameters.
 *
 * @throws UsageError
 */
export function readQueueOptions(
  { timelock, state, ...options }: ParsedArguments['options'],
  order: QueueOptions['order'],
): QueueOptions {
  const given = new URLSearchParams()
  if (typeof timelock === 'string') given.set('timelock', timelock)
  if (typeof state === 'string') given.set('state', state)
  const filters = filterNames.flatMap((name) => {
    const value = options[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  for (const [name, value] of filters) given.set(name, value)
  try {
    const query = placedQuery(readQuery(operationsQuery, given))
    const { chainId, timelock: address } = query.timelock ?? {}
    if (typeof timelock === 'string' && address === undefined) {
      throw new UsageError('That names no timelock.', {
        hint: 'Give --timelock <chain>:<address>, e.g. --timelock 1:0x…',
      })
    }
    const { q, target, selector, proposer, risk } = query
    return {
      timelock: chainId === undefined || !address ? undefined : { chainId, address },
      state: query.state,
      order,
      filter: { q, target, selector, proposer, risk },
      given: Object.fromEntries(filters),
    }
  } catch (error) {
    if (!(error instanceof BaseError) || error instanceof UsageError) throw error
    const facts = error.facts.map(([name, what]) => [`--${name}`, what] as const)
    throw new UsageError('An option is not understood.', { facts, hint: '--help says more.' })
  }
}

/** As `--timelock` takes it. */
export function placeText({ chainId, address }: ChainAddress): string {
  return `${chainId}:${address}`
}
