import type { Address, Hash, Hex } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** What an owner answers to one failed judgement: which one, of what, and why it is signed all the same. */
export type AcknowledgementContent = {
  /** Whose owners are about to sign. */
  readonly safe: ChainAddress
  /** What the record under review is addressed by: the digest, else the operation id, else the safeTxHash. */
  readonly patch: Hash
  /** As in the catalogue, e.g. `TX-03`. */
  readonly check: string
  /** As the finding names it. */
  readonly subject: string
  /** `hashFinding`, so that it never covers what the same check finds later. */
  readonly finding: Hash
  /** In the signer's own words. Untrusted text wherever it is shown. */
  readonly reason: string
  readonly signer: Address
}

export type Acknowledgement = AcknowledgementContent & {
  /** 65 bytes of EIP-712, with v as 27 or 28. Only `recoverAcknowledgement` tells whose it is. */
  readonly signature: Hex
}

/** An acknowledgement and when it came in, in seconds since the epoch by the clock of the desk that keeps it. */
export type StoredAcknowledgement = Acknowledgement & { readonly submittedAt: bigint }
