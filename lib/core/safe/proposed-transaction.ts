import type { Address, Hash } from 'viem'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'

/** A signature that was recovered and belongs, or belonged, to an owner. */
export type Confirmation = {
  readonly owner: Address
  readonly signature: SafeSignature
  /** Seconds since the epoch, by the clock of whoever stored it. */
  readonly submittedAt: bigint
}

/** How a Safe transaction ended on chain. A nonce that another transaction used up is `replaced`. */
export type TransactionOutcome =
  | {
      readonly status: 'executed'
      readonly success: boolean
      readonly transactionHash: Hash
      readonly blockNumber: bigint
      /** Seconds since the epoch. */
      readonly executedAt: bigint
    }
  | { readonly status: 'replaced' }
  | { readonly status: 'pending' }

/** A Safe transaction somebody proposed, with what has been gathered for it so far. */
export type ProposedTransaction = {
  readonly transaction: SafeTransaction
  readonly safeTxHash: Hash
  readonly proposer: Address | undefined
  /** Who proposed it in the name of `proposer`, who had let them: its signature counts for nothing on chain. */
  readonly proposedByDelegate?: Address | undefined
  /** Seconds since the epoch, by the clock of whoever stored it. */
  readonly submittedAt: bigint
  /** What the proposer wrote. Informs, never proves. */
  readonly origin: string
  readonly confirmations: readonly Confirmation[]
  readonly outcome: TransactionOutcome
}
