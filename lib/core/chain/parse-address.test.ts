import fc from 'fast-check'
import { getAddress, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { parseAddress } from './parse-address'

const checksummed = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

describe('default', () => {
  test.each([
    ['checksummed', checksummed],
    ['lower case', checksummed.toLowerCase()],
    ['upper case', `0x${checksummed.slice(2).toUpperCase()}`],
  ])('args: %s', (_name, text) => {
    expect(parseAddress(text)).toBe(checksummed)
  })

  test('behavior: any 20 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (bytes) => {
        const address = getAddress(toHex(bytes))
        expect(parseAddress(address)).toBe(address)
      }),
    )
  })
})

describe('errors', () => {
  test('error: checksum', () => {
    const text = checksummed.replace('BeAed', 'BeAeD')
    expect(() => parseAddress(text)).toThrowErrorMatchingInlineSnapshot(`
      [InvalidAddressError: Not an address: its capital letters do not match its checksum.
      Got: 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD
      Checksummed: 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed
      A digit may be wrong. Compare it with the source before using the checksummed form.]
    `)
    expect(() => parseAddress(text)).toThrow(
      expect.objectContaining({ reason: 'checksum', expected: checksummed }),
    )
  })

  test('error: a mistyped digit of a checksummed address', () => {
    expect(() => parseAddress(checksummed.replace('5aAe', '5bAe'))).toThrow('checksum')
  })

  test('error: length', () => {
    expect(() => parseAddress(checksummed.slice(0, -1))).toThrowErrorMatchingInlineSnapshot(`
      [InvalidAddressError: Not an address: it does not have 40 hex digits.
      Got: 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe
      Digits: 39]
    `)
    expect(() => parseAddress(`${checksummed}0`)).toThrow('Digits: 41')
    expect(() => parseAddress('0x')).toThrow('Digits: 0')
  })

  test('error: hex', () => {
    expect(() => parseAddress(checksummed.replace('5a', '5g'))).toThrowErrorMatchingInlineSnapshot(`
      [InvalidAddressError: Not an address: it has characters that are no hex digits.
      Got: 0x5gAeb6053F3E94C9b9A09f33669435E7Ef1BeAed]
    `)
    // A Cyrillic а, which looks like the Latin one.
    expect(() => parseAddress(checksummed.replace('5a', '5а'))).toThrow('no hex digits')
  })

  test('error: prefix', () => {
    expect(() => parseAddress(`eth:${checksummed}`)).toThrowErrorMatchingInlineSnapshot(`
      [InvalidAddressError: Not an address: it does not begin with 0x.
      Got: eth:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed
      Leave out a chain prefix such as eth: and any spaces.]
    `)
    expect(() => parseAddress(` ${checksummed}`)).toThrow('does not begin with 0x')
    expect(() => parseAddress(`0X${checksummed.slice(2)}`)).toThrow('does not begin with 0x')
    expect(() => parseAddress('')).toThrow('does not begin with 0x')
  })

  test('error: a megabyte of text is quoted in part, with nothing invisible', () => {
    expect(() =>
      parseAddress(`\u202e${'x'.repeat(1_000_000)}`),
    ).toThrowErrorMatchingInlineSnapshot(`
      [InvalidAddressError: Not an address: it does not begin with 0x.
      Got: ⟨U+202E⟩xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… (999937 more characters)
      Leave out a chain prefix such as eth: and any spaces.]
    `)
  })
})
