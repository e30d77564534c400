import { type Hex, keccak256, size, slice } from 'viem'

/** Words that a value under a hash can reach from it: longer arrays are nobody's. */
const reach = 2n ** 40n

/** What was hashed on the way to a slot: the slot of the container, and for a mapping its key. */
export type SlotPreimage = {
  readonly hash: bigint
  readonly container: bigint
  /** Undefined where the container is a dynamic array, bytes or a string. */
  readonly key: Hex | undefined
}

/** Finds the preimage whose hash a slot counts from. */
export type SlotPreimages = (slot: bigint) => SlotPreimage | undefined

/**
 * Files everything that was hashed during a simulation by its hash. Mappings hash their key and then their slot, dynamic
 * arrays their slot alone.
 *
 * @param preimages Bytes that were hashed, 32 or more; others are left out.
 * @see https://docs.soliditylang.org/en/latest/internals/layout_in_storage.html#mappings-and-dynamic-arrays
 */
export function indexPreimages(preimages: readonly Hex[]): SlotPreimages {
  const found = [...new Set(preimages)].filter((bytes) => size(bytes) >= 32).map(readPreimage)
  const sorted = found.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
  return (slot) => {
    const nearest = sorted[countUpTo(sorted, slot) - 1]
    return nearest && slot - nearest.hash < reach ? nearest : undefined
  }
}

function readPreimage(bytes: Hex): SlotPreimage {
  const key = size(bytes) === 32 ? undefined : slice(bytes, 0, -32)
  return { hash: BigInt(keccak256(bytes)), container: BigInt(slice(bytes, -32)), key }
}

/** How many hashes are at or below a slot. */
function countUpTo(sorted: readonly SlotPreimage[], slot: bigint): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.hash ?? 0n) <= slot) low = middle + 1
    else high = middle
  }
  return low
}
