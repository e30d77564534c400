import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

/** What can be done now decides where a row stands. */
export type QueueGroup = 'ready' | 'waiting' | 'blocked' | 'signatures' | 'watched' | 'closed'

/** One line of the queue: an operation, or a Safe transaction that still needs its owners. */
export type QueueRow = {
  readonly group: QueueGroup
  readonly record: PatchRecord
  /** The Safe transaction the row is about, in the group `signatures`. */
  readonly transaction: ProposedTransaction | undefined
  /** What that Safe transaction would do with the record. */
  readonly purpose: 'schedule' | 'execute' | 'cancel' | 'other' | undefined
  /** How many open Safe transactions share its nonce, itself included. */
  readonly rivals: number
}
