import type { Address, Hash, Hex } from 'viem'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'

/** A confirmation as the Safe service keeps it. Times are by the service's clock. */
export type ConfirmationRecord = {
  readonly owner: Address
  readonly signature: SafeSignature
  readonly submittedAt: Date
  /** Of the `approveHash`, where the owner confirmed on chain. */
  readonly transactionHash: Hash | undefined
}

/** An `ExecutionSuccess` or `ExecutionFailure` with what is known of the transaction it stood in. */
export type ExecutionRecord = LogPosition & {
  readonly success: boolean
  /** Refund, in units of the gas token. */
  readonly payment: bigint
  readonly executor: Address
  readonly gasUsed: bigint
  /** Wei per gas. */
  readonly effectiveGasPrice: bigint
  /** As given to `execTransaction`, where they could be read. */
  readonly signatures: Hex | undefined
}

/** A Safe transaction with all that the Safe service knows of it. */
export type TransactionRecord = {
  readonly transaction: SafeTransaction
  readonly safeTxHash: Hash
  readonly origin: string
  readonly proposer: Address | undefined
  readonly proposedByDelegate: Address | undefined
  /** Vouched for by a signature of an owner or a delegate, or executed. */
  readonly trusted: boolean
  readonly submittedAt: Date
  readonly modified: Date
  readonly confirmations: readonly ConfirmationRecord[]
  readonly execution: ExecutionRecord | undefined
}
