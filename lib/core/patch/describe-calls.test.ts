import { type Address, encodeFunctionData, type Hex, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { patchOf, payment } from '@/lib/core/patch/__fixtures__/proposals'
import { describeCalls } from './describe-calls'

const target: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const labels = { [target.toLowerCase()]: 'Vault' }
const callOf = (data: Hex, value = 0n) => ({ target, value, data })
const updateDelay = encodeFunctionData({
  abi: timelockAbi,
  functionName: 'updateDelay',
  args: [1n],
})
const upgrade = encodeFunctionData({
  abi: parseAbi(['function upgradeToAndCall(address to, bytes data)']),
  args: [target, '0x'],
})

test.each([
  ['an upgrade', callOf(upgrade), 'Upgrade Vault'],
  ['a known function', callOf(updateDelay), 'updateDelay on Vault'],
  ['an upgrade that takes ether along', callOf(upgrade, 1n), 'Upgrade Vault, sending ETH'],
  ['ether', callOf('0x', 1n), 'Send ETH to Vault'],
  ['nothing at all', callOf('0x'), 'Empty call to Vault'],
  ['an unknown function', callOf('0xdeadbeef'), 'Unknown call to Vault'],
  [
    'a known selector with other bytes behind it',
    callOf(`${updateDelay.slice(0, 10)}00` as Hex),
    'Unknown call to Vault',
  ],
])('default: %s', (_, call, title) => {
  expect(describeCalls([call], labels)).toBe(title)
})

test('behavior: without a name, a short address', () => {
  expect(describeCalls([callOf(upgrade)], {})).toBe('Upgrade 0x5aAe…eAed')
})

test('behavior: several calls are counted, and none is said to be unknown', () => {
  expect(describeCalls([callOf(updateDelay), payment, payment], labels)).toBe(
    'updateDelay on Vault and 2 more calls',
  )
  expect(describeCalls([], labels)).toBe('Unknown calls')
})

test('behavior: what a dossier is titled does not matter', () => {
  const patch = patchOf('Nothing to see here')
  expect(describeCalls(patch.calls, {})).toMatch(/^Upgrade 0x/)
})
