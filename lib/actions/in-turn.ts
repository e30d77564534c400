import type { Address, Hash } from 'viem'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'

/** What is about to be signed, and by whom: for a device of many accounts that is known only once it was asked. */
export type SignatureRequest = {
  readonly transaction: SafeTransaction
  readonly safeTxHash: Hash
  readonly account: Address
}

/**
 * Asks for a signature between what has to hold just before and what has to be remembered just after. In a browser: one tab at
 * a time. Whatever it throws, nothing was handed over.
 */
export type InTurn = (
  request: SignatureRequest,
  sign: () => Promise<SafeSignature>,
) => Promise<SafeSignature>
