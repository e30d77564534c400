import { encodeFunctionData, getAddress, type Hex, zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { callsShown } from './calls-shown'

const account = (digit: string) => getAddress(`0x${digit.repeat(40)}`)
const exec = (to: Hex, data: Hex) =>
  encodeFunctionData({
    abi: safeAbi,
    functionName: 'execTransaction',
    args: [to, 0n, data, 0, 0n, 0n, 0n, zeroAddress, zeroAddress, '0x'],
  })
const show = (data: Hex, callsIn: Parameters<typeof callsShown>[1]['callsIn'] = () => []) =>
  callsShown({ target: account('a'), value: 0n, data }, { chainId: 1, callsIn })

test('default: a Safe that executes the transaction of another', () => {
  const data = exec(account('b'), exec(account('c'), '0x1234'))
  expect(show(data).map(({ from, target }) => [from, target])).toEqual([
    [account('a'), account('b')],
    [account('b'), account('c')],
  ])
})

test('behavior: what is no transaction of a Safe shows nothing', () => {
  expect(show('0x1234')).toEqual([])
})

test('behavior: what makes calls in another way', () => {
  const [target, from] = [account('d'), account('c')]
  const callsIn = (call: { target: Hex }) =>
    call.target === from ? [{ target, value: 0n, data: '0x' as const, from }] : []
  expect(show(exec(account('c'), '0x'), callsIn)).toMatchObject([{}, { from, target }])
})

test('behavior: of what opens without an end nothing is said', () => {
  const callsIn = (call: { target: Hex }) => {
    const { target } = call
    return [{ target, value: 0n, data: '0x' as const, from: target }]
  }
  expect(show('0x', callsIn)).toEqual([])
})
