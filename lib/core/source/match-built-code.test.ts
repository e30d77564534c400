import { describe, expect, test } from 'vitest'
import { matchBuiltCode } from './match-built-code'

const metadata = (digit: string) => `a1${digit.repeat(8)}0005`
const contract = (
  name: string,
  code: string,
  filled: { start: number; length: number }[] = [],
) => ({
  path: `src/${name}.sol`,
  name,
  runtimeCode: code,
  filled,
})
const names = (found: readonly { name: string }[]) => found.map(({ name }) => name)

const plain = contract('Plain', `6001600255${metadata('1')}`)
const other = contract('Other', `6001600355${metadata('1')}`)
const filled = contract('Filled', `60000073__$12345678901234$__0000000055${metadata('2')}`, [
  { start: 1, length: 2 },
  { start: 4, length: 10 },
])
const all = [plain, other, filled, { path: 'x', name: 'X', filled: [] }]

describe('default', () => {
  test('the same bytes', () => {
    expect(names(matchBuiltCode(all, { code: `0x${plain.runtimeCode}` }))).toEqual(['Plain'])
  })

  test('behavior: immutables and libraries may hold anything', () => {
    const code = `0x60abcd73${'ab'.repeat(10)}0000000055${metadata('2')}` as const
    expect(code.length - 2).toBe(filled.runtimeCode.length)
    expect(
      names(matchBuiltCode(all, { code: code.toUpperCase().replace('X', 'x') as '0x' })),
    ).toEqual(['Filled'])
    expect(
      matchBuiltCode(all, { code: `${code.slice(0, 12)}ff${code.slice(14)}` as '0x' }),
    ).toEqual([expect.objectContaining({ name: 'Filled' })])
  })

  test('behavior: metadata only counts where it decides', () => {
    const twin = contract('Twin', `6001600255${metadata('3')}`)
    const code = (digit: string) => `0x6001600255${metadata(digit)}` as const
    expect(names(matchBuiltCode([plain, twin], { code: code('3') }))).toEqual(['Twin'])
    expect(names(matchBuiltCode([plain, twin], { code: code('9') }))).toEqual(['Plain', 'Twin'])
  })

  test('behavior: other code matches nothing', () => {
    expect(matchBuiltCode(all, { code: '0x' })).toEqual([])
    expect(matchBuiltCode(all, { code: '0x60016002' })).toEqual([])
    expect(matchBuiltCode(all, { code: `0x6001600455${metadata('1')}` })).toEqual([])
  })
})
