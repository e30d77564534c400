import type { JudgedSignature } from './judge-signatures'
import type { SafeState } from './safe-state'
import type { SafeSignature } from './signature'

/** A signature with what became of it. `unknown`: only the chain can tell, and it did not answer. */
export type VerifiedSignature =
  | { readonly verdict: 'counts'; readonly signature: SafeSignature }
  | Extract<JudgedSignature, { verdict: 'refused' }>
  | { readonly verdict: 'unknown'; readonly signature: SafeSignature; readonly reason: string }

export type VerifiedSignatureFile = {
  /** The Safe as read from the chain. */
  readonly state: SafeState
  readonly signatures: readonly VerifiedSignature[]
}
