import type { Client, Hash } from 'viem'
import {
  canTrace,
  stepsOfBlock,
  stepsOfTracedBlock,
  stepsOfTransaction,
} from '@/lib/actions/timelock/read-timelock-steps'
import { foldInvisible } from '@/lib/core/timelock/kind/fold-invisible'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { CallSubject, TimelockStep } from '@/lib/core/timelock/kind/timelock-step'

export type FindInvisibleOperationsParameters = {
  readonly subject: CallSubject
  /** Inclusive. */
  readonly fromBlock: bigint
  /** Inclusive. */
  readonly toBlock: bigint
  /** Blocks that may be read one by one; the newest are. */
  readonly mostBlocks: bigint
  /** Transactions to look at wherever they are, see `invisibleHints`. */
  readonly hints?: readonly Hash[] | undefined
}

/** A part of the range, with how it was searched. */
export type SearchedBlocks = {
  readonly fromBlock: bigint
  readonly toBlock: bigint
  /** `transactions`: only what their inputs show; a contract that calls the timelock by itself is not seen. */
  readonly by: 'traces' | 'transactions'
}

export type InvisibleOperations = {
  /** To be held against the contract, like any other. */
  readonly operations: readonly QueuedOperation[]
  /** Undefined where no block was searched: nothing can be said of them. */
  readonly searched: SearchedBlocks | undefined
  /** Why the range was not searched, or not all of it, or not in depth. */
  readonly reason: string | undefined
}

/** Blocks asked for at once. */
const atOnce = 8

/**
 * Looks for the operations of which no event tells, batches without calls, by reading what was called. Blocks have to be
 * read one by one for it, so a range is searched as far as it is allowed to.
 *
 * @throws RpcUnreachableError where a block cannot be read.
 */
export async function findInvisibleOperations(
  client: Client,
  parameters: FindInvisibleOperationsParameters,
): Promise<InvisibleOperations> {
  const { subject, fromBlock, toBlock, mostBlocks, hints = [] } = parameters
  const hinted = await Promise.all(hints.map((hash) => stepsOfTransaction(client, subject, hash)))
  const allowed = toBlock - mostBlocks + 1n
  const start = allowed > fromBlock ? allowed : fromBlock
  if (start > toBlock) {
    const operations = foldInvisible({ subject, steps: hinted.flat() })
    return { operations, searched: undefined, reason: 'no blocks were searched' }
  }
  const by = (await canTrace(client, toBlock)) ? 'traces' : 'transactions'
  const read = by === 'traces' ? stepsOfTracedBlock : stepsOfBlock
  const steps: TimelockStep[] = hinted.flat()
  for (let next = start; next <= toBlock; next += BigInt(atOnce)) {
    const numbers = Array.from({ length: atOnce }, (_, i) => next + BigInt(i))
    const inRange = numbers.filter((number) => number <= toBlock)
    const found = await Promise.all(inRange.map((number) => read(client, subject, number)))
    steps.push(...found.flat())
  }
  return {
    operations: foldInvisible({ subject, steps }),
    searched: { fromBlock: start, toBlock, by },
    reason: reasonOf({ fromBlock, start, by }),
  }
}

function reasonOf({
  fromBlock,
  start,
  by,
}: {
  fromBlock: bigint
  start: bigint
  by: SearchedBlocks['by']
}): string | undefined {
  const reasons = [
    ...(start > fromBlock ? [`blocks ${fromBlock} to ${start - 1n} were not searched`] : []),
    ...(by === 'transactions'
      ? ['the node does not trace: calls that only a contract made are not seen']
      : []),
  ]
  return reasons.length > 0 ? reasons.join('; ') : undefined
}
