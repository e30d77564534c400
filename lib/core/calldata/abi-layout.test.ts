import fc from 'fast-check'
import { encodeAbiParameters, type Hex, parseAbiParameters, size } from 'viem'
import { describe, expect, test } from 'vitest'
import { measureAbiLayout } from './abi-layout'

const parameters = parseAbiParameters(
  'address a, (uint256 x, bytes y)[] b, string c, bytes[2] d, uint8[3] e, (bool f, (bytes4 g, bytes h) i) j, uint256[][] k',
)

const bytes = fc
  .uint8Array({ maxLength: 70 })
  .map((b): Hex => `0x${Buffer.from(b).toString('hex')}`)
const uint = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })
const small = fc.integer({ min: 0, max: 255 })
const values = fc.tuple(
  fc.constant('0x00000000000000000000000000000000000000ff' as const),
  fc.array(fc.record({ x: uint, y: bytes }), { maxLength: 4 }),
  fc.string({ maxLength: 50 }),
  fc.tuple(bytes, bytes),
  fc.tuple(small, small, small),
  fc.record({ f: fc.boolean(), i: fc.record({ g: fc.constant('0x01020304' as const), h: bytes }) }),
  fc.array(fc.array(uint, { maxLength: 3 }), { maxLength: 3 }),
)

describe('measureAbiLayout', () => {
  test('default: takes exactly what an encoder writes', () => {
    fc.assert(
      fc.property(values, (values) => {
        const data = encodeAbiParameters(parameters, values)
        expect(measureAbiLayout(parameters, data)).toEqual({ canonical: true, length: size(data) })
        expect(measureAbiLayout(parameters, `${data}00`)).toEqual({
          canonical: true,
          length: size(data),
        })
      }),
    )
  })

  test('behavior: cut anywhere, it does not pass', () => {
    fc.assert(
      fc.property(values, fc.nat(), (values, cut) => {
        const data = encodeAbiParameters(parameters, values)
        const shorter = data.slice(0, 2 + (cut % size(data)) * 2) as Hex
        expect(measureAbiLayout(parameters, shorter).canonical).toBe(false)
      }),
    )
  })

  test('behavior: an array of elements without size', () => {
    const layout = measureAbiLayout(
      [{ type: 'uint256[0][]' }],
      `0x${'20'.padStart(64, '0')}${'ff'.padStart(64, '0')}`,
    )
    expect(layout).toEqual({ canonical: false, problem: 'an array of elements without size' })
  })

  test('behavior: no parameters take nothing', () => {
    expect(measureAbiLayout([], '0x')).toEqual({ canonical: true, length: 0 })
  })
})
