import { describe, expect, test } from 'vitest'
import { parseBytes } from './parse-bytes'

describe('default', () => {
  test.each(['0x', '0x00', '0xdeadbeef'])('%s', (text) => {
    expect(parseBytes(text)).toBe(text)
  })

  test('behavior: lower case', () => {
    expect(parseBytes('0xDEadBEef')).toBe('0xdeadbeef')
  })
})

test('args: maxBytes', () => {
  expect(parseBytes('0x0102', { maxBytes: 2 })).toBe('0x0102')
  expect(() => parseBytes('0x010203', { maxBytes: 2 })).toThrowErrorMatchingInlineSnapshot(`
    [InvalidBytesError: Not bytes in hex: it is longer than 2 bytes.
    Got: 0x010203
    Characters: 8]
  `)
})

test('error: larger than a transaction', () => {
  expect(parseBytes(`0x${'00'.repeat(131_072)}`)).toHaveLength(2 + 2 * 131_072)
  expect(() => parseBytes(`0x${'00'.repeat(131_073)}`)).toThrow('longer than 131072 bytes')
})

test.each([
  ['half a byte', '0x123', 'half a byte is missing'],
  ['no hex', '0x12zz', 'no hex digits'],
  ['no prefix', '1234', 'does not begin with 0x'],
])('error: %s', (_name, text, message) => {
  expect(() => parseBytes(text)).toThrow(message)
})
