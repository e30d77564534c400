import type { Address, Hash, Hex } from 'viem'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'

/** An operation as one step of an order. */
export type OrderedOperation = {
  readonly id: Hash
  readonly standing: OperationStanding
  /** Seconds since the epoch. */
  readonly due: bigint
  /** What has to be done before: by the operation itself, or by the queue that it stands in. */
  readonly predecessor: Hash | undefined
  /** What the contract says; undefined where there is none, or nothing tells. */
  readonly predecessorDone?: boolean | undefined
  readonly targets: readonly Address[]
  readonly selectors: readonly Hex[]
}
