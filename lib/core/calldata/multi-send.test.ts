import fc from 'fast-check'
import { decodeFunctionData, getAddress, type Hex, size } from 'viem'
import { describe, expect, test } from 'vitest'
import { multiSendAbi } from '@/lib/core/abi/multi-send-abi'
import { decodeMultiSend, encodeMultiSend, type MultiSendCall } from './multi-send'

const bytes = (length: { minLength?: number; maxLength: number }) =>
  fc.uint8Array(length).map((array): Hex => `0x${Buffer.from(array).toString('hex')}`)

const calls: fc.Arbitrary<MultiSendCall[]> = fc.array(
  fc.record({
    operation: fc.constantFrom('call', 'delegatecall'),
    target: bytes({ minLength: 20, maxLength: 20 }).map((hex) => getAddress(hex)),
    value: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
    data: bytes({ maxLength: 80 }),
  }),
  { maxLength: 8 },
)

const packed = (data: Hex) => decodeFunctionData({ abi: multiSendAbi, data }).args[0]

describe('multi send', () => {
  test('default: what was encoded is decoded', () => {
    fc.assert(
      fc.property(calls, (calls) => {
        expect(decodeMultiSend(packed(encodeMultiSend(calls)))).toEqual({ calls })
      }),
    )
  })

  test('behavior: cut anywhere, it says so and never throws', () => {
    fc.assert(
      fc.property(calls, fc.nat(), (calls, cut) => {
        const whole = packed(encodeMultiSend(calls))
        const length = size(whole) === 0 ? 0 : cut % size(whole)
        const decoded = decodeMultiSend(whole.slice(0, 2 + length * 2) as Hex)
        expect(calls.slice(0, decoded.calls.length)).toEqual(decoded.calls)
        const complete = size(encodePackedPrefix(calls, decoded.calls.length)) === length
        expect(decoded.problem === undefined).toBe(complete)
      }),
    )
  })

  test('behavior: arbitrary bytes never throw', () => {
    fc.assert(fc.property(bytes({ maxLength: 400 }), (data) => void decodeMultiSend(data)))
  })

  test('args: limit', () => {
    const one = {
      operation: 'call',
      target: getAddress(`0x${'01'.repeat(20)}`),
      value: 0n,
      data: '0x',
    } as const
    const data = packed(encodeMultiSend([one, one, one]))
    expect(decodeMultiSend(data, 3)).toEqual({ calls: [one, one, one] })
    expect(decodeMultiSend(data, 2)).toEqual({
      calls: [one, one],
      problem: 'more than 2 transactions',
    })
  })

  test('behavior: an operation beyond delegatecall does not exist', () => {
    expect(decodeMultiSend(`0x02${'00'.repeat(84)}`).problem).toBe(
      'transaction 1, at byte 0: operation 2 does not exist',
    )
  })

  test('behavior: data longer than what is left', () => {
    expect(decodeMultiSend(`0x00${'00'.repeat(52)}${'ff'.repeat(32)}`).problem).toBe(
      'transaction 1, at byte 0: its data is longer than what is left',
    )
  })
})

function encodePackedPrefix(calls: readonly MultiSendCall[], count: number): Hex {
  return packed(encodeMultiSend(calls.slice(0, count)))
}
