import { type Address, getAddress, type Hash, type Hex, size, slice } from 'viem'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'

/** The one word that a getter answers; undefined where it reverted or answered anything longer or shorter. */
export function readWord(answer: Answer): bigint | undefined {
  return isWord(answer) ? BigInt(answer) : undefined
}

/** As `readWord`; undefined for a number that the type of the getter cannot hold. */
export function readUint(answer: Answer, bits: number): bigint | undefined {
  const word = readWord(answer)
  return word !== undefined && word < 1n << BigInt(bits) ? word : undefined
}

/** As `readWord`; undefined for anything but 0 and 1. */
export function readBool(answer: Answer): boolean | undefined {
  const word = readUint(answer, 1)
  return word === undefined ? undefined : word === 1n
}

/** As `readWord`; undefined for what is longer than an address. */
export function readAddress(answer: Answer): Address | undefined {
  if (!isWord(answer) || BigInt(answer) >> 160n !== 0n) return undefined
  return getAddress(slice(answer, 12))
}

/** As `readWord`, as 32 bytes. */
export function readHash(answer: Answer): Hash | undefined {
  return isWord(answer) ? (answer.toLowerCase() as Hash) : undefined
}

function isWord(answer: Answer): answer is Hex {
  return answer !== undefined && size(answer) === 32
}
