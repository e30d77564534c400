import { concatHex, type Hex, hexToBytes, keccak256, numberToHex, toEventSelector } from 'viem'
import { expect, test } from 'vitest'
import { isInBloom } from '@/lib/core/chain/is-in-bloom'

const zeros: Hex = `0x${'00'.repeat(256)}`
const address: Hex = '0x095e7baea6a6c7c4c2dfeb977efac326af552d87'
const transfer = toEventSelector('Transfer(address,address,uint256)')

/** Written another way: one number of 2,048 bits. */
function bloomOf(...items: readonly Hex[]): Hex {
  let bits = 0n
  for (const item of items) {
    const hash = hexToBytes(keccak256(item))
    for (const at of [0, 2, 4]) {
      bits |= 1n << BigInt((256 * (hash[at] ?? 0) + (hash[at + 1] ?? 0)) % 2_048)
    }
  }
  return numberToHex(bits, { size: 256 })
}

test('default: the bits of a hash that is known', () => {
  // keccak256 of 32 zeros begins with 290d, ecd9, 548b; of each pair the lowest 11 bits count.
  const topic = numberToHex(0, { size: 32 })
  const [first, second, third] = [1n << 0x10dn, 1n << 0x4d9n, 1n << 0x48bn]
  expect(isInBloom(numberToHex(first | second | third, { size: 256 }), topic)).toBe(true)
  expect(isInBloom(numberToHex(first | second, { size: 256 }), topic)).toBe(false)
})

test('behavior: what is in it, and what is not', () => {
  const bloom = bloomOf(address, transfer)
  expect(isInBloom(bloom, address)).toBe(true)
  expect(isInBloom(bloom, transfer)).toBe(true)
  expect(isInBloom(bloom, concatHex([address.slice(0, -2) as Hex, '0x88']))).toBe(false)
  expect(isInBloom(bloom.toUpperCase().replace('0X', '0x') as Hex, address)).toBe(true)
})

test('behavior: nothing is in zeros, everything may be in ones, and what is no filter says no', () => {
  expect(isInBloom(zeros, address)).toBe(false)
  expect(isInBloom(`0x${'ff'.repeat(256)}`, address)).toBe(true)
  expect(isInBloom('0x', address)).toBe(false)
  expect(isInBloom(`0x${'ff'.repeat(255)}`, address)).toBe(false)
})
