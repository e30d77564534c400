import { isHash } from 'viem'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'

/** The number that an answer is; undefined where it is none: reverted, empty, too short or too long. */
export function numberIn(answer: Answer): bigint | undefined {
  return answer !== undefined && isHash(answer) ? BigInt(answer) : undefined
}
