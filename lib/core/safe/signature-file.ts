import type { Hash, Hex } from 'viem'
import type { SafeTransaction } from './safe-transaction'

/**
 * A Safe transaction and signatures of it as they travel without any service: as a file, as a link, as a block of text.
 * Nothing in it is believed: the hash is recomputed, and each signature is proven against the Safe's owners.
 */
export type SignatureFile = {
  readonly schema: 'suture/signatures/1'
  /** What the Safe's `VERSION()` answered to whoever wrote it: it decides how the transaction is hashed. */
  readonly version: string
  readonly transaction: SafeTransaction
  readonly safeTxHash: Hash
  /** One signature each, in the form that `execTransaction` takes. */
  readonly signatures: readonly Hex[]
}
