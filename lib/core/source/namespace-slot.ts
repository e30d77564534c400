import { hexToBigInt, keccak256, numberToHex, stringToHex } from 'viem'

/**
 * The slot of a namespace by its id.
 *
 * @see https://eips.ethereum.org/EIPS/eip-7201
 */
export function namespaceSlot(id: string): bigint {
  const inner = hexToBigInt(keccak256(stringToHex(id))) - 1n
  return hexToBigInt(keccak256(numberToHex(inner, { size: 32 }))) & ~0xffn
}
