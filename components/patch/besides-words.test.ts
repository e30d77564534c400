import { expect, test } from 'vitest'
import { besidesWords } from './besides-words'

test('default', () => {
  expect(besidesWords(1, 2)).toBe('1 of 2 calls is not a declared upgrade')
})

test('behavior: several of many', () => {
  expect(besidesWords(2, 5)).toBe('2 of 5 calls are not declared upgrades')
})

test('behavior: all of them', () => {
  expect(besidesWords(1, 1)).toBe('The only call is not a declared upgrade')
  expect(besidesWords(3, 3)).toBe('None of the 3 calls is a declared upgrade')
})
