import { type Address, concat, type Hash, keccak256, numberToHex, pad } from 'viem'

/** Where a Safe keeps its nonce. */
export const safeNonceSlot: Hash = numberToHex(5n, { size: 32 })

/** Where a Safe notes that an owner has approved a hash: `approvedHashes[owner][hash]`, the same since 1.0.0. */
export function approvedHashSlot(owner: Address, safeTxHash: Hash): Hash {
  const ofOwner = keccak256(concat([pad(owner, { size: 32 }), numberToHex(8n, { size: 32 })]))
  return keccak256(concat([safeTxHash, ofOwner]))
}

/**
 * Where a Safe keeps what commands it; of `owners` and `modules` the mapping.
 *
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.5.0/contracts/libraries/SafeStorage.sol
 */
export const safeSettingSlots = {
  singleton: numberToHex(0n, { size: 32 }),
  modules: numberToHex(1n, { size: 32 }),
  owners: numberToHex(2n, { size: 32 }),
  threshold: numberToHex(4n, { size: 32 }),
  guard: '0x4a204f620c8c5ccdca3fd54d003badd85ba500436a431f0cbda4f558c93c34c8',
  moduleGuard: '0xb104e0b93118902c651344349b610029d694cfdec91c589c91ebafbcd0289947',
  fallbackHandler: '0x6c9a6c4a39284e37ed1cf53d337577d14212a4870fb976a4366c693b939918d5',
} as const satisfies Record<string, Hash>
