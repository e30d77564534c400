import type { Hash } from 'viem'
import { parseHash } from '@/lib/core/chain/parse-hash'
import { parseUint } from '@/lib/core/chain/parse-uint'
import { asObject, InvalidMemberError } from '@/lib/core/chain/parse-wire-fields'

/** More slots than two layouts name. */
const maximumSlots = 100_000

/**
 * Words of storage by slot: an object whose keys are slots, in decimal or as 32 bytes in hex, and whose values are
 * words of 32 bytes, as `cast storage` and `eth_getStorageAt` give them.
 *
 * @throws InvalidMemberError, InvalidUintError, InvalidHashError
 */
export function parseLiveValues(value: unknown): ReadonlyMap<bigint, Hash> {
  const entries = Object.entries(asObject(value, 'live values'))
  if (entries.length > maximumSlots) {
    throw new InvalidMemberError('live values', `at most ${maximumSlots} slots`, entries.length)
  }
  return new Map(entries.map(([slot, word]) => [slotOf(slot), wordOf(slot, word)]))
}

function slotOf(slot: string): bigint {
  return slot.startsWith('0x') ? BigInt(parseHash(slot)) : parseUint(slot)
}

function wordOf(slot: string, word: unknown): Hash {
  if (typeof word === 'string') return parseHash(word)
  throw new InvalidMemberError(slot.slice(0, 80), 'a word of 32 bytes in hex', word)
}
