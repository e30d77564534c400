import { expect, test } from 'vitest'
import { compareAnswers } from './compare-answers'
import type { Comparator } from './expectations'
import type { PlainValue } from './expression'

const compare = (left: PlainValue, is: Comparator, right: PlainValue) =>
  compareAnswers({ known: true, value: left }, is, { known: true, value: right })

test('default', () => {
  expect([compare(1n, '<', 2n), compare(2n, '<', 2n)]).toEqual([true, false])
  expect([compare(2n, '<=', 2n), compare(3n, '<=', 2n)]).toEqual([true, false])
  expect([compare(3n, '>', 2n), compare(2n, '>', 2n)]).toEqual([true, false])
  expect([compare(2n, '>=', 2n), compare(1n, '>=', 2n)]).toEqual([true, false])
  expect([compare(true, '==', true), compare(true, '!=', true)]).toEqual([true, false])
})

test('behavior: hexadecimal digits are the same in capitals, other text is not', () => {
  expect(compare('0xAB', '==', '0xab')).toBe(true)
  expect(compare('Vault', 'unchanged', 'vault')).toBe(false)
})

test('behavior: without an answer or an order nothing is said', () => {
  expect(compare('0xab', '<', '0xac')).toBeUndefined()
  expect(compare(1n, '==', true)).toBeUndefined()
  expect(
    compareAnswers({ known: false, reason: 'reverts' }, '==', { known: true, value: 1n }),
  ).toBe(undefined)
})
