import { type Address, concat, type Hash, keccak256, numberToHex, pad } from 'viem'

/** Where a Safe keeps its nonce. */
export const safeNonceSlot: Hash = numberToHex(5n, { size: 32 })

/** Where a Safe notes that an owner has approved a hash: `approvedHashes[owner][hash]`, the same since 1.0.0. */
export function approvedHashSlot(owner: Address, safeTxHash: Hash): Hash {
  const ofOwner = keccak256(concat([pad(owner, { size: 32 }), numberToHex(8n, { size: 32 })]))
  return keccak256(concat([safeTxHash, ofOwner]))
}
