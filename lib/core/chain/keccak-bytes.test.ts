import { keccak256, stringToBytes, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { hastenKeccak, keccakBytes } from './keccak-bytes'

test('default: the hash of viem, until another takes its place', () => {
  const bytes = stringToBytes('abc')
  expect(keccakBytes(bytes)).toBe(keccak256(bytes))
  hastenKeccak(() => zeroHash)
  expect(keccakBytes(bytes)).toBe(zeroHash)
})
