import type { Hash } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { LogPosition } from '@/lib/core/chain/log-position'

/** OpenZeppelin's words. *Blocked* is ours: the chain says `ready`, yet the predecessor is not done. */
export type OperationState = 'unset' | 'waiting' | 'ready' | 'done'

/** One scheduling of an operation id; an id that was cancelled may be scheduled again. */
export type OperationInstance = {
  readonly scheduled: LogPosition
  /** Seconds, as given to `schedule`. */
  readonly delay: bigint
  /** Seconds since the epoch: block time of the scheduling plus the delay. */
  readonly eta: bigint
  readonly cancelled?: LogPosition | undefined
  readonly executed?: LogPosition | undefined
}

/** `single` and `batch` hash differently, so a batch of one is not a single. */
export type OperationKind = 'single' | 'batch'

/**
 * An operation of an OpenZeppelin TimelockController. The delay is not part of the id.
 */
export type Operation = {
  readonly timelock: ChainAddress
  readonly id: Hash
  /** Several calls are a batch; one call is `unknown` until the id has been recomputed with a salt. */
  readonly kind: OperationKind | 'unknown'
  readonly calls: readonly Call[]
  /** Calls whose event was not delivered: fetch the logs again. Absent where there are none. */
  readonly missingCalls?: number | undefined
  /** With the salt that was told, the id is not the hash of these calls: events were not delivered, or are none of its own. */
  readonly mismatch?: true | undefined
  /** 32 zero bytes where there is none. */
  readonly predecessor: Hash
  readonly salt: Hash | 'unknown'
  /** Oldest first; the last one is the open or final one. */
  readonly instances: readonly OperationInstance[]
}
