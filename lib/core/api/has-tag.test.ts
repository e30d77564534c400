import { expect, test } from 'vitest'
import { hasTag } from './has-tag'

test.each(['"a"', 'W/"a"', '"b", "a"', '"b",W/"a"', '*', ' "a" '])('default: %s', (given) => {
  expect(hasTag(given, '"a"')).toBe(true)
})

test.each([null, '', '"b"', 'a', 'W/', '"aa"', 'W/W/"a"'])('behavior: not %s', (given) => {
  expect(hasTag(given, '"a"')).toBe(false)
})
