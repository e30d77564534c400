import type { Address, Hash, Hex } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** What a reviewer comes to. `unknown`: it was made again, and nothing can be said of the operation. */
export const attestedVerdicts = ['pass', 'warn', 'fail', 'unknown'] as const

export type AttestedVerdict = (typeof attestedVerdicts)[number]

/** “I made report H of operation X again; my verdict is V, and this is my note.” */
export type AttestationContent = {
  readonly timelock: ChainAddress
  /** Id of the operation, by which the timelock knows it. */
  readonly operation: Hash
  /** Hash of the report that was made again. */
  readonly report: Hash
  readonly verdict: AttestedVerdict
  /** In the reviewer's own words; may be empty. Untrusted text wherever it is shown. */
  readonly note: string
  readonly signer: Address
}

export type Attestation = AttestationContent & {
  /** 65 bytes of EIP-712; of a contract, what it takes for its own signature (EIP-1271). */
  readonly signature: Hex
}

/** An attestation, when it came in (seconds since the epoch), and how it is known whose it is. */
export type StoredAttestation = Attestation & {
  readonly submittedAt: bigint
  /** The contract at `signer` was asked at this block; undefined where the signature itself tells. */
  readonly checkedBlock: bigint | undefined
}
