import { encodeFunctionData, getAddress, numberToHex, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { decodeExpression, encodeExpression } from './encode-expression'

const account = getAddress('0x00000000000000000000000000000000000000a1')
const word = (value: bigint) => numberToHex(value, { size: 32, signed: value < 0n })
const returns = [{ type: 'uint8' }, { type: 'int256' }]

test('default', () => {
  const call = { functionName: 'deposit', types: ['uint8', 'address', 'string'] }
  expect(encodeExpression(call, [3n, account, 'x'])).toEqual({
    known: true,
    value: encodeFunctionData({
      abi: parseAbi(['function deposit(uint8, address, string)']),
      args: [3, account, 'x'],
    }),
  })
  const data = `${word(6n)}${word(-5n).slice(2)}` as const
  expect(decodeExpression({ returns, index: 1 }, { data, size: 64 })).toEqual({
    known: true,
    value: -5n,
  })
  expect(decodeExpression({ returns, index: 0 }, { data, size: 64 })).toEqual({
    known: true,
    value: 6n,
  })
})

test('error: arguments of another type', () => {
  expect(encodeExpression({ functionName: 'f', types: ['uint8'] }, [300n])).toEqual({
    known: false,
    reason: 'its arguments are no (uint8)',
  })
})

test('error: nothing, too little, too much and nonsense is no answer', () => {
  const read = (data: `0x${string}`, size = (data.length - 2) / 2) => {
    const answer = decodeExpression({ returns, index: 1 }, { data, size })
    return answer.known ? 'an answer' : answer.reason
  }
  expect(read('0x')).toBe('answers nothing')
  expect(read(word(1n))).toBe('answers something else than (uint8, int256)')
  expect(read(word(1n), 10_000_000)).toBe('answers 10000000 bytes')
})
