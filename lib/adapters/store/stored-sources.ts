import type { Hash } from 'viem'
import type { SourceOrigin } from '@/lib/core/source/source-bundle'

/** A bundle as it was hashed. Whoever reads it hashes it again. */
export type StoredBundle = {
  readonly hash: Hash
  /** Canonical JSON (RFC 8785). */
  readonly json: string
}

/** Somebody's word that code was compiled from a bundle. */
export type SourceClaim = {
  readonly chainId: number
  /** keccak256 of the runtime code. */
  readonly codeHash: Hash
  readonly origin: Exclude<SourceOrigin, 'local'>
  readonly claimedAt: Date
}
