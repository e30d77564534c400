import { encodeFunctionData, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { callsBesidesUpgrades } from '@/lib/core/patch/calls-besides-upgrades'

const vault = '0x1111111111111111111111111111111111111111'
const code = { address: '0x2222222222222222222222222222222222222222', codeHash: '0x33' } as const
const proxy = { address: vault, kind: 'uups' } as const
const abi = parseAbi([
  'function upgradeToAndCall(address to, bytes data)',
  'function transfer(address to, uint256 amount)',
])
const upgradeTo = (to: `0x${string}`, data: `0x${string}` = '0x') =>
  ({
    target: vault,
    value: 0n,
    data: encodeFunctionData({ abi, functionName: 'upgradeToAndCall', args: [to, data] }),
  }) as const
const transfer = {
  target: vault,
  value: 0n,
  data: encodeFunctionData({ abi, functionName: 'transfer', args: [vault, 1n] }),
} as const

test('default: a declared upgrade is none', () => {
  expect(callsBesidesUpgrades([upgradeTo(code.address)], [{ proxy, to: code }])).toEqual([])
})

test('behavior: a call beside it is named', () => {
  expect(callsBesidesUpgrades([upgradeTo(code.address), transfer], [{ proxy, to: code }])).toEqual([
    transfer,
  ])
})

test('behavior: an upgrade to other code is named', () => {
  const other = upgradeTo(vault)
  expect(callsBesidesUpgrades([other], [{ proxy, to: code }])).toEqual([other])
})

test('behavior: an undeclared migration is named, a declared one is not', () => {
  const migrating = upgradeTo(code.address, '0x12345678')
  expect(callsBesidesUpgrades([migrating], [{ proxy, to: code }])).toEqual([migrating])
  expect(callsBesidesUpgrades([migrating], [{ proxy, to: code, migration: '0x12345678' }])).toEqual(
    [],
  )
})

test('behavior: an upgrade of another proxy is named', () => {
  const other = { ...upgradeTo(code.address), target: code.address } as const
  expect(callsBesidesUpgrades([other], [{ proxy, to: code }])).toEqual([other])
})
