import { type Address, encodeFunctionData, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { upgradedBy } from './upgraded-by'

const [holder, proxy, logic] = [
  '0x1111111111111111111111111111111111111111',
  '0x2222222222222222222222222222222222222222',
  '0x3333333333333333333333333333333333333333',
] as const satisfies Address[]
const abi = parseAbi([
  'function upgrade(address proxy, address implementation)',
  'function upgradeAndCall(address proxy, address implementation, bytes data)',
  'function upgradeTo(address implementation)',
  'function upgradeToAndCall(address implementation, bytes data)',
  'function transferOwnership(address owner)',
])
const upgrade = encodeFunctionData({ abi, functionName: 'upgrade', args: [proxy, logic] })
const callOf = (data: `0x${string}`) => ({ target: holder, value: 0n, data })

test('default: whom a ProxyAdmin is told to upgrade, and who is told to upgrade itself', () => {
  const andCall = encodeFunctionData({
    abi,
    functionName: 'upgradeAndCall',
    args: [proxy, logic, '0x1234'],
  })
  expect(upgradedBy([callOf(upgrade)])).toEqual([proxy])
  expect(upgradedBy([callOf(andCall)])).toEqual([proxy])
  const to = encodeFunctionData({ abi, functionName: 'upgradeTo', args: [logic] })
  const toAndCall = encodeFunctionData({
    abi,
    functionName: 'upgradeToAndCall',
    args: [logic, '0x'],
  })
  expect(upgradedBy([callOf(to), callOf(toAndCall)])).toEqual([holder])
})

test('behavior: bytes behind the order do not hide it', () => {
  expect(upgradedBy([callOf(`${upgrade}c0ffee`)])).toEqual([proxy])
})

test('behavior: what is no order, or none that anybody would follow, upgrades nothing', () => {
  const other = encodeFunctionData({ abi, functionName: 'transferOwnership', args: [proxy] })
  expect(upgradedBy([callOf(other), callOf('0x')])).toEqual([])
  expect(upgradedBy([callOf('0x99a88ec4')])).toEqual([])
  expect(upgradedBy([callOf(`0x99a88ec4${'f'.repeat(128)}`)])).toEqual([])
  expect(upgradedBy([{ ...callOf(upgrade), delegatecall: true }])).toEqual([])
})
