import { expect, test } from 'vitest'
import { checksummed, isValidAddress } from './known-addresses'

const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const wrong = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD'

test('default: the same whether it was seen before or not', () => {
  for (let time = 0; time < 2; time++) {
    expect(checksummed(address.toLowerCase())).toBe(address)
    expect(isValidAddress(address)).toBe(true)
    expect(isValidAddress(address.toLowerCase())).toBe(true)
    expect(isValidAddress(wrong)).toBe(false)
  }
})

test('behavior: more than are remembered', () => {
  for (let n = 0; n < 5_000; n++) {
    const each = `0x${n.toString(16).padStart(40, '0')}`
    expect(checksummed(each).toLowerCase()).toBe(each)
    expect(isValidAddress(each)).toBe(true)
  }
  expect(checksummed(address)).toBe(address)
})

test('error: no address', () => {
  expect(isValidAddress('0x12')).toBe(false)
  expect(() => checksummed('0x12')).toThrow()
})
