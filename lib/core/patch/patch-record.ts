import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Known } from '@/lib/core/chain/snapshot'
import type { Patch } from '@/lib/core/patch/patch'
import type { Stage } from '@/lib/core/patch/stage'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { Operation, OperationState } from '@/lib/core/timelock/operation'

/** What a Safe transaction does to a timelock, read from its calldata and nothing else. */
export type Intent =
  | { readonly kind: 'schedule'; readonly timelock: ChainAddress; readonly operationId: Hash }
  | { readonly kind: 'cancel'; readonly timelock: ChainAddress; readonly operationId: Hash }
  | { readonly kind: 'execute'; readonly timelock: ChainAddress; readonly operationId: Hash }
  | { readonly kind: 'rejection' }
  | { readonly kind: 'other' }

/** An operation with what the contract itself answers for it at the block of the facts. */
export type LiveOperation = {
  readonly operation: Operation
  /** From the contract's own timestamp; the chain wins over what was folded from logs. */
  readonly state: Known<OperationState>
  /** Undefined where there is no predecessor. */
  readonly predecessorState: Known<OperationState> | undefined
}

/**
 * All that is known of one patch, whoever proposed it and however it was scheduled: the dossier if we have it, the
 * operation if it was scheduled, and every Safe transaction that would schedule, execute or cancel it.
 * A Safe transaction that is about no operation (a rejection, an invoice) is a record of its own.
 */
export type PatchRecord = {
  /** What its page is addressed by: the digest, else the operation id, else the safeTxHash. */
  readonly key: Hash
  readonly title: string
  /** The configured protocol it belongs to. */
  readonly protocol: string
  readonly chainId: number
  readonly stage: Stage
  readonly patch: Patch | undefined
  readonly operationId: Hash | undefined
  readonly timelock: ChainAddress | undefined
  readonly live: LiveOperation | undefined
  readonly schedules: readonly ProposedTransaction[]
  readonly executions: readonly ProposedTransaction[]
  readonly cancellations: readonly ProposedTransaction[]
  /** Rejections and anything else, where the record is not about an operation. */
  readonly others: readonly ProposedTransaction[]
}
