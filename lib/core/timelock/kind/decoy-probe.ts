import type { Hex } from 'viem'

/**
 * Calldata of a function that no timelock has. What answers it answers anything, by its fallback, and is none.
 * It is the beginning of keccak256 of `isAnythingAtAll()`.
 */
export const decoyProbe: Hex = '0xd67987c8'
