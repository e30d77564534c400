import fc from 'fast-check'
import { keccak256, stringToBytes } from 'viem'
import { expect, test } from 'vitest'
import { keccakBytes } from './keccak-bytes'

test('default', () => {
  expect(keccakBytes(new Uint8Array())).toBe(
    '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
  )
  expect(keccakBytes(stringToBytes('abc'))).toBe(
    '0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45',
  )
})

test('behavior: the hash of viem, at every length around the size of a block', () => {
  for (let length = 0; length <= 410; length++) {
    const bytes = Uint8Array.from({ length }, (_, n) => n * 37 + length)
    expect(keccakBytes(bytes)).toBe(keccak256(bytes))
  }
})

test('behavior: the hash of viem, of any bytes and of a part of a buffer', () => {
  const arbitrary = fc.uint8Array({ minLength: 1, maxLength: 2_000 })
  fc.assert(
    fc.property(arbitrary, fc.nat(40), (bytes, start) => {
      const part = bytes.subarray(Math.min(start, bytes.length))
      expect(keccakBytes(part)).toBe(keccak256(part))
    }),
  )
})
