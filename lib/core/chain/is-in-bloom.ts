import { type Hex, hexToBytes } from 'viem'
import { keccakBytes } from '@/lib/core/chain/keccak-bytes'

/** Hex digits of a block's filter, behind `0x`: 2,048 bits. */
const digits = 512

/**
 * Whether the bloom filter in the header of a block says that something may be in its events: an address, or a topic (yellow paper,
 * 4.3.1). A no is certain, if the filter is genuine; a yes is not. A filter that is none says no.
 */
export function isInBloom(bloom: Hex, item: Hex): boolean {
  if (bloom.length !== digits + 2) return false
  const hash = hexToBytes(keccakBytes(hexToBytes(item)))
  return [0, 2, 4].every((at) => {
    const bit = (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 2_047
    // The last digit holds the lowest bits.
    const digit = Number.parseInt(bloom.charAt(digits + 1 - (bit >> 2)), 16)
    return ((digit >> (bit & 3)) & 1) === 1
  })
}
