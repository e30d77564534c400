import { decodeErrorResult, encodeErrorResult, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { decodeError } from './decode-error'

const abi = parseAbi([
  'function noError(uint256 amount)',
  'error Unauthorized(address caller, bytes32 role)',
  'error Paused()',
])

const caller = '0x521fe809562DCDE295A48D017b4571d1cA15041E'
const role = `0x${'12'.repeat(32)}` as const

test('default', () => {
  for (const data of [
    encodeErrorResult({ abi, errorName: 'Unauthorized', args: [caller, role] }),
    encodeErrorResult({ abi, errorName: 'Paused' }),
  ]) {
    expect(decodeError(abi, data)).toEqual(decodeErrorResult({ abi, data }))
  }
})

test('behavior: no error of this ABI, or other arguments than it has', () => {
  const data = encodeErrorResult({ abi, errorName: 'Unauthorized', args: [caller, role] })
  expect(decodeError(parseAbi(['error Paused()']), data)).toBe(undefined)
  expect(decodeError(abi, data.slice(0, 40) as typeof data)).toBe(undefined)
  expect(decodeError(abi, data.slice(0, 10) as typeof data)).toBe(undefined)
  expect(decodeError(abi, '0x')).toBe(undefined)
})
