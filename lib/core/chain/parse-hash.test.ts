import { expect, test } from 'vitest'
import { parseHash } from './parse-hash'

test('default', () => {
  expect(parseHash(`0x${'Ab'.repeat(32)}`)).toBe(`0x${'ab'.repeat(32)}`)
})

test('error: 31 bytes', () => {
  expect(() => parseHash(`0x${'ab'.repeat(31)}`)).toThrowErrorMatchingInlineSnapshot(`
    [InvalidHashError: Not a 32-byte hash.
    Expected: 0x and 64 hex digits
    Got: 0xababababababababababababababababababababababababababababababab
    Characters: 64]
  `)
})

test.each([
  ['33 bytes', `0x${'ab'.repeat(33)}`],
  ['no prefix', 'ab'.repeat(32)],
  ['no hex', `0x${'zz'.repeat(32)}`],
  ['a line feed', `0x${'ab'.repeat(32)}\n`],
])('error: %s', (_name, text) => {
  expect(() => parseHash(text)).toThrow('Not a 32-byte hash')
})
