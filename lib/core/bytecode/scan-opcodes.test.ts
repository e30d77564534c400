import { expect, test } from 'vitest'
import { scanOpcodes, touchesStorage } from './scan-opcodes'

test('default', () => {
  // PUSH1 0xf4, DELEGATECALL, PUSH2 0xffff, SELFDESTRUCT, DELEGATECALL
  expect(scanOpcodes('0x60f4f461fffffff4')).toEqual([
    { opcode: 'DELEGATECALL', offsets: [2, 7] },
    { opcode: 'SELFDESTRUCT', offsets: [6] },
  ])
})

test('behavior: metadata at the end is no code', () => {
  // {"solc": 0x00081e}: a1 64 736f6c63 43 00081e, length 10.
  const metadata = 'a164736f6c6343ff081e000a'
  expect(scanOpcodes(`0x6001${metadata}`)).toEqual([])
  // The same bytes with another length are code.
  expect(scanOpcodes(`0x6001${metadata.slice(0, -2)}ff`)).not.toEqual([])
})

test('behavior: code that ends within a PUSH', () => {
  expect(scanOpcodes('0x7fff')).toEqual([])
  expect(scanOpcodes('0x')).toEqual([])
})

test('behavior: storage is touched by an instruction, not by data', () => {
  // PUSH1 0x54, SLOAD
  expect(touchesStorage('0x605454')).toBe(true)
  expect(touchesStorage('0x605455')).toBe(true)
  expect(touchesStorage('0x605400')).toBe(false)
  expect(touchesStorage('0x')).toBe(false)
})

test('behavior: what looks like metadata may be run, and is no proof of absence', () => {
  expect(touchesStorage('0x6001a164736f6c6343ff5554000a')).toBe(true)
})
