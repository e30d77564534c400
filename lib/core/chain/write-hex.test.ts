import fc from 'fast-check'
import { type Hex, toHex } from 'viem'
import { expect, test } from 'vitest'
import { writeHex } from './write-hex'

test('behavior: any bytes, anywhere, in upper and lower case', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(8), fc.boolean(), (value, at, isUpper) => {
      const bytes = new Uint8Array(at + value.length)
      const hex = toHex(value)
      const written: Hex = isUpper ? `0x${hex.slice(2).toUpperCase()}` : hex
      expect(writeHex(bytes, at, written)).toBe(value.length)
      expect(bytes.subarray(at)).toEqual(value)
    }),
  )
})

test.each([
  ['half a byte', '0x0'],
  ['no digit', '0x0g'],
  ['a letter of another script', '0x0ｆ'],
  ['more than fits', '0x000000'],
  ['another prefix', '1x00'],
  ['nothing', ''],
])('error: %s', (_, hex) => {
  expect(writeHex(new Uint8Array(2), 0, hex as Hex)).toBeUndefined()
})
