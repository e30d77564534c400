import { expect, test } from 'vitest'
import { thresholdWords } from './threshold-words'

test('default', () => {
  expect(thresholdWords(2, 3)).toBe('2 of 3 owners')
})

test('behavior: one is an owner', () => {
  expect(thresholdWords(1, 1)).toBe('1 of 1 owner')
})
