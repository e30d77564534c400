import { expect, test } from 'vitest'
import { isWithin, parseRatio } from './ratio'

test('default', () => {
  expect(parseRatio('0.995')).toEqual({
    known: true,
    value: { numerator: 995n, denominator: 1000n },
  })
  const bounds = {
    min: { numerator: 99n, denominator: 100n },
    max: { numerator: 101n, denominator: 100n },
  }
  expect(isWithin(99n, 100n, bounds)).toBe(true)
  expect(isWithin(-101n, -100n, bounds)).toBe(true)
  expect(isWithin(102n, 100n, bounds)).toBe(false)
  expect(isWithin(-100n, 100n, bounds)).toBe(false)
})

test('behavior: nothing has a ratio to zero', () => {
  const any = { min: { numerator: 0n, denominator: 1n }, max: { numerator: 9n, denominator: 1n } }
  expect(isWithin(0n, 0n, any)).toBe(false)
})

test('error: no decimal number', () => {
  expect(parseRatio('1,5')).toMatchObject({ known: false })
})
