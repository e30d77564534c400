import { describe, expect, test } from 'vitest'
import { isPlacedAddress, parseAddressOn, parsePlacedAddress } from './parse-placed-address'

const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

describe('parsePlacedAddress', () => {
  test.each([
    [address, undefined],
    [`eth:${address}`, 1],
    [`arb1:${address.toLowerCase()}`, 42_161],
    [`31337:${address}`, 31_337],
    [`eip155:10:${address}`, 10],
  ])('default: %s', (text, chainId) => {
    expect(parsePlacedAddress(text)).toEqual({ chainId, address })
  })

  test.each([
    'eht:',
    ':',
    'constructor:',
    'eip155:',
    'eip155:eth:',
    'ETH:',
    '01:',
    'solana:1:',
    ' eth:',
  ])('error: %s names no chain', (prefix) => {
    expect(() => parsePlacedAddress(`${prefix}${address}`)).toThrow('names no chain')
  })

  test('error: what is behind the prefix is no address', () => {
    expect(() => parsePlacedAddress('eth:0x12')).toThrow('40 hex digits')
    expect(() => parsePlacedAddress(`eth:${address.replace('aA', 'AA')}`)).toThrow('checksum')
    expect(() => parsePlacedAddress(`eth:${address} `)).toThrow('40 hex digits')
  })

  test('error: the message says what would be read', () => {
    expect(() => parsePlacedAddress(`eht:${address}`)).toThrowErrorMatchingInlineSnapshot(`
      [UnknownPrefixError: What stands before the address names no chain that is known here.
      Got: eht
      Give the id of the chain in its place, e.g. 1:0x… for Ethereum, or the address alone.]
    `)
  })
})

describe('parseAddressOn', () => {
  test('default', () => {
    expect(parseAddressOn(1, address)).toBe(address)
    expect(parseAddressOn(1, `eth:${address}`)).toBe(address)
  })

  test('error: another chain than the one it is looked for on', () => {
    expect(() => parseAddressOn(10, `eth:${address}`)).toThrowErrorMatchingInlineSnapshot(`
      [OtherChainAddressError: This address is of chain 1, not of chain 10.
      Before the address: chain 1
      Looked for on: chain 10
      The same address may hold something else on another chain. Take the right chain, or the address without a prefix.]
    `)
  })
})

test.each([
  [`eth:${address}`, true],
  ['eip155:1:0x12', true],
  ['nope:0x', true],
  [address, false],
  ['Fix: 0x12 overflows', false],
  ['a title: of a patch', false],
])('isPlacedAddress: %s', (text, expected) => {
  expect(isPlacedAddress(text)).toBe(expected)
})
