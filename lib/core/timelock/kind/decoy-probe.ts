import type { Hex } from 'viem'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'

/** Calldata of a function that no timelock has, `isAnythingAtAll()`. */
export const decoyProbe: Hex = '0xd67987c8'

/**
 * Whether a contract answers what it cannot know, so that its other answers say nothing. One that takes ether with any
 * calldata, as Compound's, succeeds and answers nothing.
 */
export function answersDecoy(answer: Answer): boolean {
  return answer !== undefined && answer !== '0x'
}
