import { type Hash, keccak256, numberToHex, stringToBytes } from 'viem'

/**
 * Where EIP-1967 proxies keep their addresses: `bytes32(uint256(keccak256(label)) - 1)`. The one is taken away so that
 * no mapping or array can ever reach the slot.
 *
 * @see https://eips.ethereum.org/EIPS/eip-1967
 */
export const eip1967Slots = {
  implementation: slotOf('eip1967.proxy.implementation'),
  admin: slotOf('eip1967.proxy.admin'),
  beacon: slotOf('eip1967.proxy.beacon'),
} as const

/** Where OpenZeppelin 4 noted that an upgrade was being tried; nothing stays there. */
export const rollbackSlot: Hash = slotOf('eip1967.proxy.rollback')

function slotOf(label: string): Hash {
  return numberToHex(BigInt(keccak256(stringToBytes(label))) - 1n, { size: 32 })
}
