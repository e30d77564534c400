import { type Address, numberToHex, pad, parseAbiItem, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { argumentSets, makeKeyPool } from './getter-keys'

const address = (last: number): Address => pad(numberToHex(2n ** 128n + BigInt(last)), { size: 20 })
const word = (value: bigint) => numberToHex(value, { size: 32 })
const nothing = { addresses: [], numbers: [], words: [], pairs: [] }

const users = [1, 2, 3, 4, 5].map((last) => word(BigInt(address(last))))
const role = word(2n ** 255n)
const pool = makeKeyPool({
  written: { ...nothing, pairs: [[address(8), address(9)]], numbers: [77n] },
  seen: [...users, word(500n)],
  told: [role, word(BigInt(address(20)))],
  addresses: [address(30), address(31), address(32), address(33)],
})

function sets(item: string) {
  return argumentSets(parseAbiItem(`function ${item} view`) as never, pool)
}

describe('keys', () => {
  test('default: nothing, users, what the contract names, then the protocol', () => {
    const [first, ...rest] = sets('balanceOf(address)') ?? []
    expect(first).toEqual([zeroAddress])
    const lower = rest.flat().map((one) => String(one).toLowerCase())
    expect(lower).toEqual([1, 2, 3, 20, 30, 31, 32].map(address))
    expect(sets('hasRole(bytes32)')?.slice(0, 2)).toEqual([[zeroHash], [role]])
    expect(sets('caps(uint256)')).toEqual([0n, 1n, 10n ** 18n, 77n, 500n, 2n].map((one) => [one]))
  })

  test('behavior: pairs that occur come first, and equal sets are asked once', () => {
    const asked = sets('allowance(address,address)') ?? []
    expect(asked[0]).toEqual([address(8), address(9)])
    expect(asked).toHaveLength(8)
    expect(new Set(asked.map(String)).size).toBe(8)
    expect(asked.slice(1).every(([a, b]) => a !== b)).toBe(true)
  })

  test('behavior: types', () => {
    expect(sets('f()')).toEqual([[]])
    expect(sets('f(bool)')).toEqual([[false], [true]])
    expect(sets('f(uint8)')).toEqual([[0], [1], [77], [2]])
    expect(sets('f(bytes4)')).toEqual([['0x01ffc9a7'], ['0x00000000']])
    expect(sets('f(address[])')?.[0]).toEqual([[]])
    expect(sets('f(string)')).toEqual([['']])
    expect(sets('f((uint256,address))')).toBeUndefined()
  })
})
