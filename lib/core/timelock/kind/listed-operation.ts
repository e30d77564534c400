import type { Address, Hash, Hex } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Known } from '@/lib/core/chain/snapshot'
import type { OperationRisk } from '@/lib/core/timelock/kind/operation-risk'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation, TimelockKind } from '@/lib/core/timelock/kind/queued-operation'

/** An event of an operation, as a list needs it. `timestamp` is in seconds since the epoch. */
export type Moment<Integer = bigint> = {
  readonly blockNumber: Integer
  readonly timestamp: Integer
}

/** An operation as lists show it. `Integer` is what stands for integers of any size: on its way out they are digits. */
export type ListedOperation<Integer = bigint> = {
  readonly timelock: ChainAddress
  readonly kind: TimelockKind
  readonly id: Hash
  /** At the time of the list. */
  readonly standing: OperationStanding
  /** Seconds since the epoch from which it can be executed: the contract's word where it gave one. */
  readonly due: Integer
  /** Seconds since the epoch after which it cannot any more; undefined where it never expires. */
  readonly expires: Integer | undefined
  /** Of the last instance. */
  readonly scheduled: Moment<Integer> & { readonly transactionHash: Hash }
  readonly cancelled: Moment<Integer> | undefined
  readonly executed: Moment<Integer> | undefined
  /** Whether a reorganisation of its newest event is not expected any more. */
  readonly isFinal: boolean
  readonly predecessor: Hash | undefined
  /** Undefined where there is no predecessor, or nothing tells whether it is done. */
  readonly predecessorDone: boolean | undefined
  /** What the contract said has to be done first where it has no predecessor: what is next in a queue. */
  readonly waitsFor: Hash | undefined
  /** How many calls it makes. */
  readonly calls: number
  /** Each once, in the order of the calls. */
  readonly targets: readonly Address[]
  /** The first four bytes of each call's data, each once. */
  readonly selectors: readonly Hex[]
  readonly proposer: Address | undefined
  /** How often it was scheduled. */
  readonly instances: number
  readonly risks: readonly OperationRisk[]
  /** What the contract said last, since the newest event; or why it is not known. */
  readonly told: Known<{
    readonly standing: OperationStanding
    readonly blockNumber: Integer
  }>
  /** Where the contract contradicts its events, in words. */
  readonly mismatch: string | undefined
  /** All that its events tell; left out of a list where it is large. */
  readonly operation: QueuedOperation | undefined
}
