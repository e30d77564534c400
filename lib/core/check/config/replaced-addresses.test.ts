import { encodeFunctionData, pad, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { Verification } from '@/lib/core/bytecode/verification'
import {
  addressOf,
  implementation,
  proxy,
  rawCallTo,
  upgrade,
} from '@/lib/core/check/__fixtures__/patch-facts'
import { replacedAddresses } from './replaced-addresses'

const [before, after] = [addressOf(0xa1), addressOf(0xa2)]
const old = parseAbi(['function oracle() view returns (address)'])
const abi = parseAbi([
  'function setOracle(address newOracle)',
  'function initializeV2(address treasury_)',
])
const abis = { old, new: abi }
const immutable = (name: string, value: `0x${string}`, type = 'address') => ({
  name,
  contract: 'Vault',
  type,
  value: pad(value, { size: 32 }),
  consistent: true,
})
const proved = (...immutables: ReturnType<typeof immutable>[]): Verification => ({
  match: 'exact',
  immutables,
  libraries: [],
})

test('default', () => {
  const data = encodeFunctionData({ abi, functionName: 'setOracle', args: [after] })
  expect(replacedAddresses({ upgrade, calls: [rawCallTo(proxy, data)], abis })).toEqual([
    { where: 'call 1 › newOracle', now: after, getter: { proxy, name: 'oracle' } },
  ])
})

test('behavior: what no getter tells has nothing before it', () => {
  const migration = encodeFunctionData({ abi, functionName: 'initializeV2', args: [after] })
  expect(replacedAddresses({ upgrade: { ...upgrade, migration }, calls: [], abis })).toEqual([
    { where: 'migration › treasury_', now: after, getter: undefined },
  ])
})

test('behavior: immutables by their name; neither numbers nor the code itself', () => {
  const verifications = {
    old: proved(immutable('asset', before), immutable('fee', '0x01', 'uint256')),
    new: proved(
      immutable('asset', after),
      immutable('fee', '0x02', 'uint256'),
      immutable('__self', implementation),
    ),
  }
  expect(replacedAddresses({ upgrade, calls: [], abis, verifications })).toEqual([
    { where: 'Vault.asset', now: after, old: before },
  ])
})
