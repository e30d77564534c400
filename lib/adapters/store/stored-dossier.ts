import type { Address, Hash } from 'viem'

/** A dossier as it was hashed. Whoever reads it hashes it again. */
export type StoredDossier = {
  readonly digest: Hash
  /** Canonical JSON (RFC 8785). */
  readonly json: string
  readonly chainId: number
  readonly timelock: Address
  readonly operationId: Hash
  readonly storedAt: Date
}
