import { maxUint256 } from 'viem'

/**
 * A sum of what anybody may have put into an event, as far as a word can tell it. Of times it makes no difference: the last second
 * that a contract can name never comes.
 */
export function atMostUint256(value: bigint): bigint {
  return value < maxUint256 ? value : maxUint256
}
