import fc from 'fast-check'
import { maxUint256 } from 'viem'
import { describe, expect, test } from 'vitest'
import { parseUint } from './parse-uint'

describe('default', () => {
  test('behavior: any unsigned integer', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: maxUint256 }), (value) => {
        expect(parseUint(String(value))).toBe(value)
      }),
    )
  })
})

test('args: bits', () => {
  expect(parseUint('255', { bits: 8 })).toBe(255n)
  expect(() => parseUint('256', { bits: 8 })).toThrowErrorMatchingInlineSnapshot(`
    [InvalidUintError: Not an unsigned integer.
    Expected: decimal digits, below 2^8
    Got: 256]
  `)
})

test('error: above 256 bits', () => {
  expect(() => parseUint(String(maxUint256 + 1n))).toThrow('Not an unsigned integer')
})

test.each(['', '-1', '+1', '1.0', '1e3', '0x10', '007', ' 1', '1\n', '１', '9'.repeat(1_000_000)])(
  'error: %s',
  (text) => {
    expect(() => parseUint(text)).toThrow('Not an unsigned integer')
  },
)
