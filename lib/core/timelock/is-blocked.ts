import { type Hash, zeroHash } from 'viem'
import type { OperationState } from '@/lib/core/timelock/operation'

export type IsBlockedParameters = {
  readonly state: OperationState
  readonly predecessor: Hash
  /** Undefined where it could not be read. */
  readonly predecessorState: OperationState | undefined
}

/**
 * Whether an operation that the chain calls ready cannot be executed, because its predecessor is not done. A
 * predecessor whose state is not known blocks: nothing says that it is done.
 */
export function isBlocked({ state, predecessor, predecessorState }: IsBlockedParameters): boolean {
  return state === 'ready' && predecessor !== zeroHash && predecessorState !== 'done'
}
