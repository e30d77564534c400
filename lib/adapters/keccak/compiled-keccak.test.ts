import fc from 'fast-check'
import { keccak256, stringToBytes } from 'viem'
import { expect, test } from 'vitest'
import { compiledKeccak } from './compiled-keccak'

test('default', () => {
  expect(compiledKeccak(new Uint8Array())).toBe(
    '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
  )
  expect(compiledKeccak(stringToBytes('abc'))).toBe(
    '0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45',
  )
})

test('behavior: the hash of viem, at every length around the size of a block', () => {
  for (let length = 0; length <= 410; length++) {
    const bytes = Uint8Array.from({ length }, (_, n) => n * 37 + length)
    expect(compiledKeccak(bytes)).toBe(keccak256(bytes))
  }
})

test('behavior: the hash of viem, of any bytes and of a part of a buffer', () => {
  const arbitrary = fc.uint8Array({ minLength: 1, maxLength: 2_000 })
  fc.assert(
    fc.property(arbitrary, fc.nat(40), (bytes, start) => {
      const part = bytes.subarray(Math.min(start, bytes.length))
      expect(compiledKeccak(part)).toBe(keccak256(part))
    }),
  )
})

test('behavior: of more than fits into its memory at once', () => {
  for (const length of [65_007, 65_008, 65_009, 65_024, 65_144, 200_000]) {
    const bytes = Uint8Array.from({ length }, (_, n) => n * 31 + (n >> 8))
    expect(compiledKeccak(bytes)).toBe(keccak256(bytes))
  }
})

test('behavior: nothing of one hash is left to the next', () => {
  const [long, short] = [new Uint8Array(1_000).fill(255), new Uint8Array([1])]
  compiledKeccak(long)
  expect(compiledKeccak(short)).toBe(keccak256(short))
})
