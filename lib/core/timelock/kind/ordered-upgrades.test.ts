import { type Address, encodeFunctionData, type Hex, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { orderedUpgrades } from './ordered-upgrades'

const [holder, proxy, implementation] = [
  '0x1111111111111111111111111111111111111111',
  '0x2222222222222222222222222222222222222222',
  '0x3333333333333333333333333333333333333333',
] as const satisfies Address[]
const abi = parseAbi([
  'function upgrade(address proxy, address implementation)',
  'function upgradeAndCall(address proxy, address implementation, bytes data)',
  'function upgradeTo(address implementation)',
  'function upgradeToAndCall(address implementation, bytes data)',
  'function approve(address spender, uint256 amount)',
])
const callOf = (data: Hex) => ({ target: holder, value: 0n, data })
const upgrade = encodeFunctionData({ abi, functionName: 'upgrade', args: [proxy, implementation] })
const itself = encodeFunctionData({ abi, functionName: 'upgradeTo', args: [implementation] })

test('default: what a ProxyAdmin is told to put behind a proxy, and what a target is told to run itself', () => {
  const andCall = encodeFunctionData({
    abi,
    functionName: 'upgradeAndCall',
    args: [proxy, implementation, '0x1234'],
  })
  const toAndCall = encodeFunctionData({
    abi,
    functionName: 'upgradeToAndCall',
    args: [implementation, '0x1234'],
  })
  for (const data of [upgrade, andCall])
    expect(orderedUpgrades([callOf(data)])).toEqual([{ proxy, implementation }])
  for (const data of [itself, toAndCall])
    expect(orderedUpgrades([callOf(data)])).toEqual([{ proxy: holder, implementation }])
})

test('behavior: two orders for one proxy are both told, the same one once', () => {
  const other = encodeFunctionData({ abi, functionName: 'upgrade', args: [proxy, holder] })
  expect(orderedUpgrades([upgrade, other, upgrade].map(callOf))).toEqual([
    { proxy, implementation },
    { proxy, implementation: holder },
  ])
})

test('behavior: bytes behind the order do not hide it', () => {
  expect(orderedUpgrades([callOf(`${upgrade}c0ffee`), callOf(`${itself}00`)])).toHaveLength(2)
})

test('behavior: what is no order, or names no address, orders nothing', () => {
  const approve = encodeFunctionData({ abi, functionName: 'approve', args: [proxy, 1n] })
  const none = [approve, '0x', '0x3659cfe6', upgrade.slice(0, 80), `0x3659cfe6${'f'.repeat(64)}`]
  expect(orderedUpgrades(none.map((data) => callOf(data as Hex)))).toEqual([])
  expect(orderedUpgrades([{ ...callOf(itself), delegatecall: true }])).toEqual([])
})
