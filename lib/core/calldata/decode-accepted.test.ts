import fc from 'fast-check'
import { concat, encodeFunctionData, type Hex, numberToHex, pad, parseAbi, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { decodeAccepted } from './decode-accepted'

const abi = parseAbi([
  'function scheduleBatch(address[] targets, uint256[] values, bytes[] payloads, bytes32 salt, uint256 delay)',
  'function schedule(address target, bytes data, bytes32 salt)',
  'function cancel(bytes32 id)',
])
const salt = pad('0x5a')
const args = [[], [], [], salt, 60n] as const
const empty = encodeFunctionData({ abi, functionName: 'scheduleBatch', args })
const selector = empty.slice(0, 10) as Hex
const word = (value: number) => numberToHex(value, { size: 32 })

describe('decodeAccepted', () => {
  test('default: as an encoder writes it', () => {
    expect(decodeAccepted({ abi, data: empty })).toEqual({ functionName: 'scheduleBatch', args })
  })

  test('behavior: bytes that follow are ignored, of calls with elements as well', () => {
    const data = encodeFunctionData({
      abi,
      functionName: 'schedule',
      args: [zeroAddress, '0xabcd', salt],
    })
    const same = decodeAccepted({ abi, data })
    expect(same).toBeDefined()
    expect(decodeAccepted({ abi, data: concat([data, '0xc0ffee']) })).toEqual(same)
    expect(decodeAccepted({ abi, data: concat([empty, '0x00']) })).toEqual(
      decodeAccepted({ abi, data: empty }),
    )
  })

  test('behavior: lists that are empty at one and the same place, or in front of it', () => {
    const shared = concat([selector, word(160), word(160), word(160), salt, word(60), word(0)])
    expect(decodeAccepted({ abi, data: shared })).toEqual({ functionName: 'scheduleBatch', args })
    const within = concat([selector, word(96), word(96), word(96), word(0), word(60)])
    expect(decodeAccepted({ abi, data: within })).toEqual({
      functionName: 'scheduleBatch',
      args: [[], [], [], word(0), 60n],
    })
  })

  test('behavior: what a contract refuses is none', () => {
    for (const at of [162, 2 ** 40, 161]) {
      const data = concat([selector, word(at), word(160), word(160), salt, word(60), word(0)])
      expect(decodeAccepted({ abi, data })).toBeUndefined()
    }
    expect(decodeAccepted({ abi, data: empty.slice(0, 200) as Hex })).toBeUndefined()
    expect(decodeAccepted({ abi, data: '0x12345678' })).toBeUndefined()
    expect(decodeAccepted({ abi, data: '0x' })).toBeUndefined()
  })

  test('behavior: a displaced list with elements is none', () => {
    const list = concat([word(1), word(7)])
    const data = concat([selector, word(160), word(160), word(160), salt, word(60), list])
    expect(decodeAccepted({ abi, data })).toBeUndefined()
  })

  test('behavior: hostile bytes throw nothing', () => {
    const bytes = fc
      .uint8Array({ maxLength: 400 })
      .map((array): Hex => concat([selector, `0x${Buffer.from(array).toString('hex')}`]))
    fc.assert(fc.property(bytes, (data) => void decodeAccepted({ abi, data })))
  })
})
