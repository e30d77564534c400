import { concat, type Hash, type Hex, slice } from 'viem'

/**
 * Code that answers the words of the slots which its calldata lists. In the place of a contract's own code it reads that
 * contract's storage, which a node has no other way to tell after transactions that it only simulates.
 *
 * for (i = 0; i < calldatasize; i += 32) memory[i] = storage[calldata[i]]; return memory[0:calldatasize]
 */
export const storageReaderCode: Hex = '0x5f5b368110600b57365ff35b8035548152602001600156'

export function encodeStorageRead(slots: readonly Hash[]): Hex {
  return concat(['0x', ...slots])
}

/** @returns undefined where it is not one word for each slot. */
export function decodeStorageRead(data: Hex, slots: readonly Hash[]): Hash[] | undefined {
  if (data.length !== 2 + slots.length * 64) return undefined
  return slots.map((_, index) => slice(data, index * 32, index * 32 + 32))
}
