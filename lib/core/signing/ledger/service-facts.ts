import type { Address, Hash, Hex } from 'viem'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

/** A transaction as a Safe service says it: nothing of it was held against anything. */
export type ServiceTransaction = {
  readonly transaction: SafeTransaction
  readonly safeTxHash: Hash
  readonly confirmations: readonly { readonly owner: Address; readonly bytes: Hex }[]
}

export type ServiceFacts = {
  /** What it answers when it is asked for the hash; undefined where it does not know it. */
  readonly answer: ServiceTransaction | undefined
  /** All that waits at the nonces from the Safe’s own on, this transaction included. */
  readonly pending: readonly ServiceTransaction[]
}
