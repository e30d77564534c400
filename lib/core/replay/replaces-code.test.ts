import { encodeFunctionData, parseAbi, zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { replacesCode } from './replaces-code'

const call = { target: zeroAddress, value: 0n, data: '0x' } as const
const upgrade = {
  ...call,
  data: encodeFunctionData({
    abi: parseAbi(['function upgradeToAndCall(address,bytes)']),
    args: [zeroAddress, '0x'],
  }),
}

test('default', () => {
  expect(replacesCode([call, upgrade])).toBe(true)
})

test('behavior: payments, and delegatecalls that only look like an upgrade, replace nothing', () => {
  expect(replacesCode([call])).toBe(false)
  expect(replacesCode([{ ...upgrade, operation: 'delegatecall' }])).toBe(false)
})
