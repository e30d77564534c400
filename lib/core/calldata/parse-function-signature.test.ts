import { toFunctionSignature } from 'viem'
import { expect, test } from 'vitest'
import { parseFunctionSignature } from './parse-function-signature'

const read = (text: string) => toFunctionSignature(parseFunctionSignature(text))

test('default', () => {
  expect(read('initializeV2(uint256)')).toBe('initializeV2(uint256)')
})

test.each([
  ['function initializeV2(uint256 cap) external reinitializer(2) {', 'initializeV2(uint256)'],
  ['  f ( uint a, address payable b );', 'f(uint256,address)'],
  ['f((address to, uint256[] amounts)[] rows)', 'f((address,uint256[])[])'],
  ['f(\n  uint256 a,\n  string calldata b\n)', 'f(uint256,string)'],
  ['pause()', 'pause()'],
])('args: %s', (text, signature) => {
  expect(read(text)).toBe(signature)
})

test.each(['', 'f', 'f(', 'f(uint257)', 'f(foo)', '1f()', `f(${'a'.repeat(3_000)})`])(
  'error: %s',
  (text) => {
    expect(() => read(text)).toThrow('Not the signature of a function.')
  },
)

test('error: in words', () => {
  expect(() => read('initializeV2 uint256')).toThrowErrorMatchingInlineSnapshot(`
    [InvalidFunctionSignatureError: Not the signature of a function.
    Got: initializeV2 uint256
    Write its name and the types of its arguments, e.g. initializeV2(uint256 cap, address keeper).]
  `)
})
