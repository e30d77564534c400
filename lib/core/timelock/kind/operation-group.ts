import type { Hash } from 'viem'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

/** Operations that were queued together, and are executed together where a Governor queued them. */
export type OperationGroup = {
  readonly transactionHash: Hash
  /** Seconds since the epoch, where all have the same. */
  readonly eta?: bigint | undefined
  /** Number of the proposal; absent where no Governor tells one. */
  readonly proposalId?: bigint | undefined
  /** In the order in which they were queued. */
  readonly operations: readonly QueuedOperation[]
}
