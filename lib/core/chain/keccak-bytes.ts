import { type Hash, keccak256 } from 'viem'

let hash: (bytes: Uint8Array) => Hash = keccak256

/** keccak256 of bytes: viem's, or what has taken its place here. */
export function keccakBytes(bytes: Uint8Array): Hash {
  return hash(bytes)
}

/**
 * Puts a faster implementation of the same hash in the place of viem's, for the whole process: an indexer proves ids by the ten
 * thousand, and there the hash takes most of the time.
 */
export function hastenKeccak(faster: (bytes: Uint8Array) => Hash): void {
  hash = faster
}
