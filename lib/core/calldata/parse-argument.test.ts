import { encodeFunctionData, parseAbiItem } from 'viem'
import { describe, expect, test } from 'vitest'
import { parseArgument } from './parse-argument'

const read = (type: string, text: string) => parseArgument({ type }, text)

test('default', () => {
  expect(read('uint256', ' 42 ')).toBe(42n)
})

describe('args: every kind of type has a text that fails and one that does not', () => {
  test.each([
    ['uint8', '256', '255', 255n],
    ['uint256', '1e18', '1000000000000000000', 10n ** 18n],
    ['uint256', '0x10', '16', 16n],
    ['uint256', '01', '1', 1n],
    ['uint256', '-1', '0', 0n],
    ['int8', '128', '-128', -128n],
    ['int8', '-129', '127', 127n],
    ['bool', 'True', 'true', true],
    ['bytes4', '0x12345', '0x12345678', '0x12345678'],
    ['bytes4', '0x123456', '0x12345678', '0x12345678'],
    ['bytes', 'ff', '0xff', '0xff'],
    ['uint256[]', '1, 2', '["1", 2]', [1n, 2n]],
    ['uint256[2]', '["1"]', '["1", "2"]', [1n, 2n]],
    ['uint256[]', '[9007199254740993]', '["9007199254740993"]', [9007199254740993n]],
    ['bool[]', '["yes"]', '[true, "false"]', [true, false]],
    ['address', '0x12', `0x${'11'.repeat(20)}`, `0x${'11'.repeat(20)}`],
  ])('%s: %s is refused, %s is not', (type, wrong, right, value) => {
    expect(() => read(type, wrong)).toThrow()
    expect(read(type, right)).toEqual(value)
  })
})

test('behavior: a string is taken as it is, spaces and all', () => {
  expect(read('string', '  "x" ')).toBe('  "x" ')
})

test('behavior: tuples by order and by name encode to the same bytes', () => {
  const item = parseAbiItem(['function f((address to, uint256[] amounts)[] rows)'])
  const to = `0x${'11'.repeat(20)}`
  const encode = (text: string) =>
    encodeFunctionData({
      abi: [item],
      functionName: 'f',
      args: [parseArgument(item.inputs[0], text)] as never,
    })
  expect(encode(`[["${to}", ["1", "2"]]]`)).toBe(
    encode(`[{ "amounts": ["1", "2"], "to": "${to}" }]`),
  )
})

test('error: a tuple with a member too few', () => {
  const tuple = { type: 'tuple', components: [{ name: 'to', type: 'address' }, { type: 'bool' }] }
  expect(() => parseArgument(tuple, '[]')).toThrowErrorMatchingInlineSnapshot(`
    [InvalidArgumentError: Not a value of type tuple.
    Expected: a JSON array of 2, or an object with its names
    Got: []]
  `)
})

test('error: out of range', () => {
  expect(() => read('uint64', '18446744073709551616')).toThrowErrorMatchingInlineSnapshot(`
    [InvalidArgumentError: Not a value of type uint64.
    Expected: 0 to 2^64 - 1
    Got: 18446744073709551616]
  `)
})

test('error: an address with a wrong checksum says the right one', () => {
  expect(() => read('address', '0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266')).toThrow(
    'Checksummed: 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  )
})
