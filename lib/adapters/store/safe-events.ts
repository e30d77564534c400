import type { Address, Hash } from 'viem'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'
import type { ExecutionRecord } from '@/lib/core/safe/transaction-record'

/** An owner approved a hash on chain. */
export type ApprovalEvent = {
  readonly kind: 'approval'
  readonly safeTxHash: Hash
  readonly owner: Address
  readonly position: LogPosition
}

/** A Safe executed a transaction, well or not. */
export type ExecutionEvent = {
  readonly kind: 'execution'
  readonly safeTxHash: Hash
  readonly execution: ExecutionRecord
  /** What was executed, where it could be read and hashes to `safeTxHash`. */
  readonly transaction: SafeTransaction | undefined
  /** Those of `execution.signatures` that could be taken apart. */
  readonly signatures: readonly SafeSignature[]
}

export type SafeEvent = ApprovalEvent | ExecutionEvent
