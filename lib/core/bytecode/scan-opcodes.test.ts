import { expect, test } from 'vitest'
import { scanOpcodes, touchesStorage } from './scan-opcodes'

test('default', () => {
  // PUSH1 0xf4, DELEGATECALL, PUSH2 0xffff, DELEGATECALL, SELFDESTRUCT
  expect(scanOpcodes('0x60f4f461fffff4ff')).toEqual([
    { opcode: 'DELEGATECALL', offsets: [2, 6] },
    { opcode: 'SELFDESTRUCT', offsets: [7] },
  ])
})

test('behavior: what stands behind an end is reached by a JUMPDEST only', () => {
  for (const ending of ['00', '56', 'f3', 'fd', 'fe', 'ff']) {
    expect(scanOpcodes(`0x${ending}f4`).map(({ opcode }) => opcode)).not.toContain('DELEGATECALL')
    expect(scanOpcodes(`0x${ending}5bf4`).map(({ opcode }) => opcode)).toContain('DELEGATECALL')
  }
  // The byte of a JUMPDEST behind PUSH is none.
  expect(scanOpcodes('0x00605bf4')).toEqual([])
})

test('behavior: metadata at the end is no code, unless the machine can get into it', () => {
  // {"solc": 0xff081e}: a1 64 736f6c63 43 ff081e, length 10.
  const metadata = 'a164736f6c6343ff081e000a'
  expect(scanOpcodes(`0x6001fe${metadata}`)).toEqual([])
  expect(scanOpcodes(`0x6001${metadata}`)).toEqual([{ opcode: 'SELFDESTRUCT', offsets: [9] }])
  const jumpedTo = 'a164736f6c63435bff1e000a'
  expect(scanOpcodes(`0x6001fe${jumpedTo}`)).toEqual([{ opcode: 'SELFDESTRUCT', offsets: [11] }])
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

test('behavior: storage is not touched by a hash in the metadata', () => {
  expect(touchesStorage('0x6001fea164736f6c634355545455000a')).toBe(false)
  expect(touchesStorage('0x6001fea164736f6c63435b545455000a')).toBe(true)
})
