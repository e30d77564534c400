import { encodeFunctionData, type Hash, type Hex, zeroHash } from 'viem'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { Call } from '@/lib/core/chain/call'
import type { Known } from '@/lib/core/chain/snapshot'
import { isBlocked } from '@/lib/core/timelock/is-blocked'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { readWord } from '@/lib/core/timelock/kind/read-answer'
import type { Answer, ChainStanding } from '@/lib/core/timelock/kind/timelock-adapter'
import type { OperationState } from '@/lib/core/timelock/operation'
import { operationState } from '@/lib/core/timelock/operation-state'

/** `getTimestamp` of an operation and of its predecessor, where it has one. */
export function standingQuestions({ timelock, id, predecessor }: QueuedOperation): Call[] {
  const ids = [id, ...(hasOne(predecessor) ? [predecessor] : [])]
  return ids.map((id) => ({ target: timelock.address, value: 0n, data: getTimestamp(id) }))
}

/**
 * Where an operation stands by what the contract stores of it. One that is unset was cancelled, if an event says so.
 *
 * @param parameters.now Time of the block, seconds since the epoch.
 */
export function readOpenzeppelinStanding(parameters: {
  operation: QueuedOperation
  answers: readonly Answer[]
  now: bigint
}): Known<ChainStanding> {
  const { operation, answers, now } = parameters
  const [own, predecessors] = answers
  const timestamp = readWord(own)
  if (timestamp === undefined) {
    return { known: false, reason: 'the timelock does not answer getTimestamp() of this operation' }
  }
  const state = operationState({ timestamp, now })
  const predecessor = operation.predecessor ?? zeroHash
  const predecessorState = stateIn(predecessors, now)
  const standing = isBlocked({ state, predecessor, predecessorState })
    ? 'blocked'
    : standingOf(state, operation)
  const hasEta = state === 'waiting' || state === 'ready'
  return {
    known: true,
    value: {
      standing,
      ...(hasEta && { eta: timestamp }),
      ...(standing === 'blocked' && { waitsFor: predecessor }),
      ...(standing === 'cancelled' &&
        predecessorState && { predecessorDone: predecessorState === 'done' }),
    },
  }
}

function standingOf(state: OperationState, { instances }: QueuedOperation): OperationStanding {
  switch (state) {
    case 'unset':
      return instances.at(-1)?.cancelled ? 'cancelled' : 'unset'
    case 'done':
      return 'executed'
    default:
      return state
  }
}

function stateIn(answer: Answer, now: bigint): OperationState | undefined {
  const timestamp = readWord(answer)
  return timestamp === undefined ? undefined : operationState({ timestamp, now })
}

function hasOne(predecessor: Hash | undefined): predecessor is Hash {
  return predecessor !== undefined && predecessor !== zeroHash
}

function getTimestamp(id: Hash): Hex {
  return encodeFunctionData({ abi: timelockAbi, functionName: 'getTimestamp', args: [id] })
}
