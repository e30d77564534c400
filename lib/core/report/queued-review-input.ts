import { zeroHash } from 'viem'
import type { Block } from '@/lib/core/chain/snapshot'
import type { RunCall } from '@/lib/core/patch/run-call'
import type { QueuedCall, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { proxiesOfCalls } from './proxies-of-calls'
import type { ReviewedOperation, ReviewInput } from './review-input'

/**
 * What is to be reviewed of an operation of a timelock that no configuration names: as `suture review <id> --timelock` would.
 *
 * @param parameters.block At which everything is read.
 * @param parameters.firstBlock From which the events of the timelock are read.
 */
export function queuedReviewInput({
  operation,
  block,
  firstBlock,
}: {
  readonly operation: QueuedOperation
  readonly block: Block
  readonly firstBlock: bigint
}): ReviewInput {
  const { chainId, address: timelock } = operation.timelock
  const calls = operation.calls.map(runCall)
  return {
    chainId,
    block,
    protocol: { timelock, proxies: proxiesOfCalls(calls), deploymentBlock: Number(firstBlock) },
    calls,
    operation: reviewedOperation(operation),
  }
}

function runCall({ target, value, data, delegatecall }: QueuedCall): RunCall {
  return { target, value, data, ...(delegatecall && { operation: 'delegatecall' as const }) }
}

/** Undefined of kinds whose ids are hashed otherwise, and where the events do not tell what the id commits to. */
function reviewedOperation(operation: QueuedOperation): ReviewedOperation | undefined {
  const { id, kind, encoding, salt, predecessor, calls, mismatch, missingCalls } = operation
  if (kind !== 'openzeppelin' || mismatch || missingCalls) return undefined
  if (salt === undefined || salt === 'unknown') return undefined
  if (encoding === undefined || encoding === 'unknown') return undefined
  const last = operation.instances.at(-1)
  const plain = calls.map(({ target, value, data }) => ({ target, value, data }))
  return {
    id,
    content: { kind: encoding, calls: plain, predecessor: predecessor ?? zeroHash, salt },
    delay: last && last.eta - last.scheduled.blockTimestamp,
  }
}
