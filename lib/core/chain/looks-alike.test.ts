import type { Address } from 'viem'
import { expect, test } from 'vitest'
import { looksAlike } from './looks-alike'

const address: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

test('default', () => {
  expect(looksAlike(address, '0x5aae00000000000000000000000000000000eaed')).toBe(true)
})

test('behavior: the same address in another case', () => {
  expect(looksAlike(address, address.toLowerCase() as Address)).toBe(false)
})

test.each<[string, Address]>([
  ['the first digits', '0x5aae000000000000000000000000000000000000'],
  ['the last digits', '0x000000000000000000000000000000000000eaed'],
])('behavior: alike only in %s', (_name, other) => {
  expect(looksAlike(address, other)).toBe(false)
})
