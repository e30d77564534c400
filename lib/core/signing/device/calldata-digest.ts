import { concat, type Hash, type Hex, keccak256, numberToHex, size } from 'viem'

/**
 * The Calldata Digest of ERC-8213 (draft of 2026-03-30): keccak256 of the length of the calldata as a uint256, followed by
 * the calldata. It covers neither the target nor the value nor the chain, which have to be compared beside it.
 *
 * @see https://eips.ethereum.org/EIPS/eip-8213
 */
export function calldataDigest(data: Hex): Hash {
  return keccak256(concat([numberToHex(size(data), { size: 32 }), data]))
}
