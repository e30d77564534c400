import { type Address, concat, getAddress, type Hex } from 'viem'
import { expect, test } from 'vitest'
import { readMinimalProxy } from './minimal-proxy'

const target: Address = getAddress(`0x${'be'.repeat(20)}`)

/** Runtime codes as their specifications print them. */
const codes: [name: string, code: Hex][] = [
  ['EIP-1167', concat(['0x363d3d373d3d3d363d73', target, '0x5af43d82803e903d91602b57fd5bf3'])],
  ['optimised', concat(['0x3d3d3d3d363d3d37363d73', target, '0x5af43d3d93803e602a57fd5bf3'])],
  ['EIP-7511', concat(['0x365f5f375f5f365f73', target, '0x5af43d5f5f3e5f3d91602a57fd5bf3'])],
]

test.each(codes)('default: %s', (_, code) => {
  expect(readMinimalProxy(code)?.target).toBe(target)
  // Immutable arguments stand behind the code.
  expect(readMinimalProxy(concat([code, '0x1234']))?.target).toBe(target)
})

test('behavior: an address with leading zeros, pushed short', () => {
  const code: Hex =
    '0x363d3d373d3d3d363d6fbebebebebebebebebebebebebebebebe5af43d82803e903d91602757fd5bf3'
  expect(readMinimalProxy(code)?.target).toBe(getAddress(`0x00000000${'be'.repeat(16)}`))
})

test('behavior: other code is none', () => {
  const [, code] = codes[0]!
  for (const other of ['0x', '0x00', concat(['0x00', code]), code.slice(0, -2) as Hex] as const) {
    expect(readMinimalProxy(other)).toBeUndefined()
  }
})
