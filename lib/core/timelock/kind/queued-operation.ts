import type { Address, Hash } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { OperationKind } from '@/lib/core/timelock/operation'

/** Whose rules a timelock follows. One that a Governor owns is still `openzeppelin`, or `compound`. */
export type TimelockKind =
  | 'openzeppelin'
  | 'compound'
  | 'zodiac-delay'
  | 'access-manager'
  | 'chainlink-rbac'
  | 'ds-pause'

/** A call that waits, with its whole calldata. */
export type QueuedCall = Call & {
  /** Foreign code is run as the timelock, or as the account behind it. */
  readonly delegatecall?: true | undefined
  /** The function as the contract was told it where that is part of the id; the selector in `data` comes from it. */
  readonly signature?: string | undefined
  /** The code hash that the target has to have for the call to be made. */
  readonly codeHash?: Hash | undefined
}

/** One scheduling of an id. What follows it closes it: cancelled, executed, or expired. */
export type QueuedInstance = {
  readonly scheduled: LogPosition
  /** Seconds since the epoch from which it can be executed. */
  readonly eta: bigint
  /** Seconds since the epoch after which it cannot any more; absent where it never expires. */
  readonly expires?: bigint | undefined
  /** What tells this scheduling from another of the same id where the contract counts them. */
  readonly nonce?: bigint | undefined
  readonly cancelled?: LogPosition | undefined
  readonly executed?: LogPosition | undefined
}

/** An operation of any kind of timelock, as its events tell it. */
export type QueuedOperation = {
  readonly timelock: ChainAddress
  readonly kind: TimelockKind
  /** By which the contract knows it; of kinds that only count (Zodiac's Delay), the count as 32 bytes. */
  readonly id: Hash
  /** In order. Empty where nothing tells them. */
  readonly calls: readonly QueuedCall[]
  /** Calls whose event was not delivered: fetch the logs again. Absent where there are none. */
  readonly missingCalls?: number | undefined
  /** The id is not the hash of what the events tell, so that something else would be executed, or nothing. */
  readonly mismatch?: true | undefined
  /** No event tells what becomes of it, nor that its time is moved: only the contract knows where it stands. */
  readonly silent?: true | undefined
  /** No event schedules it: it was read from the calls that the timelock took. */
  readonly origin?: 'calls' | undefined
  /** What has to be done before. Absent where there is none, or the kind knows none. */
  readonly predecessor?: Hash | undefined
  /** Absent where the kind knows none. */
  readonly salt?: Hash | 'unknown' | undefined
  /** How the id was hashed, where the kind has two ways. */
  readonly encoding?: OperationKind | 'unknown' | undefined
  /** Who scheduled it, where an event says so or the transaction proves it. */
  readonly proposer?: Address | undefined
  /**
   * `transaction`: no event says who scheduled it, a call in its transaction shows it. `unknown`: none proves it. Absent where an
   * event says it, and where no transaction was looked at yet.
   */
  readonly proposerFrom?: 'transaction' | 'unknown' | undefined
  /** Oldest first; the last one is the open or final one. */
  readonly instances: readonly QueuedInstance[]
}
