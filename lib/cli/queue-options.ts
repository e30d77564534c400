import { operationsQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import type { QueueGroupName } from '@/lib/core/timelock/kind/queue-group'
import { type OptionSpec, type ParsedArguments, UsageError } from './parse-arguments'
import { rpcOption } from './review-options'

/** What is read of a queue. */
export type QueueOptions = {
  readonly timelock: ChainAddress | undefined
  readonly state: readonly QueueGroupName[] | undefined
  readonly order: 'eta' | 'scheduled'
}

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

/**
 * Reads them, as the API reads its parameters.
 *
 * @throws UsageError
 */
export function readQueueOptions(
  { timelock, state }: ParsedArguments['options'],
  order: QueueOptions['order'],
): QueueOptions {
  const given = new URLSearchParams()
  if (typeof timelock === 'string') given.set('timelock', timelock)
  if (typeof state === 'string') given.set('state', state)
  try {
    const query = readQuery(operationsQuery, given)
    const { chainId, timelock: address } = query.timelock ?? {}
    if (chainId !== undefined && address === undefined) {
      throw new UsageError('That names a chain and no timelock.', {
        hint: 'Give --timelock <chain>:<address>, e.g. --timelock 1:0x…',
      })
    }
    return {
      timelock: chainId === undefined || !address ? undefined : { chainId, address },
      state: query.state,
      order,
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
