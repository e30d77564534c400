import { encodeFunctionData, type Hex, parseAbi, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
import {
  accountsOf,
  proxy,
  rawCallTo,
  stranger,
  upgrade,
  upgradeCall,
} from '@/lib/core/check/__fixtures__/patch-facts'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { addressesExist } from './addresses-exist'
import { initialisedAtOnce } from './initialised-at-once'
import { noVersionSkipped } from './no-version-skipped'

const v3 = encodeFunctionData({ abi: parseAbi(['function initializeV3(uint256)']), args: [1n] })
const v4 = encodeFunctionData({ abi: parseAbi(['function initializeV4(uint256)']), args: [1n] })
const patch = (migration: Hex, ...after: Hex[]): CheckFacts => ({
  upgrade: known({ ...upgrade, migration }),
  calls: known([upgradeCall, ...after.map((data) => rawCallTo(proxy, data))]),
})
const bridge = modelFacts('Bridge', 'BridgeTwoSteps')

describeCheck(initialisedAtOnce, {
  bad: { ...bridge, ...patch('0x') },
  twin: { ...bridge, ...patch(v3, v4) },
})

describe('IN-05', () => {
  test('behavior: what only the owner can call is left for later', () => {
    const facts = { ...modelFacts('Bridge', 'BridgeOwnerStep'), ...patch('0x') }
    expect(runOn(initialisedAtOnce, facts).verdict).toBe('warn')
  })

  test('error: one proxy of several is left out', () => {
    const facts = { ...bridge, ...patch('0x', v3, v4) }
    const both = known({ ...upgrade, proxies: [proxy, stranger] })
    expect(runOn(initialisedAtOnce, { ...facts, upgrade: both }).verdict).toBe('fail')
    expect(runOn(noVersionSkipped, { ...facts, upgrade: both }).verdict).toBe('warn')
    expect(runOn(initialisedAtOnce, facts).verdict).toBe('pass')
    expect(runOn(noVersionSkipped, facts).verdict).toBe('pass')
  })

  test('behavior: nothing is new', () => {
    const facts = { ...modelFacts('Bridge', 'BridgeSameSteps'), ...patch('0x') }
    expect(runOn(initialisedAtOnce, facts).verdict).toBe('pass')
  })
})

const input = (name: string, internalType: string) => ({ name, type: 'address', internalType })
const abi = [
  {
    type: 'function',
    name: 'initialize',
    stateMutability: 'nonpayable',
    inputs: [input('owner', 'address'), input('asset', 'contract IERC20')],
    outputs: [],
  },
] as const
const given = (asset: Hex, kind: 'none' | 'contract', owner: Hex = stranger): CheckFacts => ({
  ...patch(encodeFunctionData({ abi, args: [owner, asset] })),
  'new ABI': known(abi),
  accounts: known(accountsOf({ address: proxy, kind }, { address: stranger, kind: 'none' })),
})

describeCheck(addressesExist, { bad: given(proxy, 'none'), twin: given(proxy, 'contract') })

describe('IN-08', () => {
  test('behavior: zero', () => {
    expect(runOn(addressesExist, given(zeroAddress, 'contract')).verdict).toBe('fail')
    expect(runOn(addressesExist, given(proxy, 'contract', zeroAddress)).verdict).toBe('warn')
  })

  test('behavior: an address that was not read', () => {
    const facts = { ...given(proxy, 'contract'), accounts: known(accountsOf()) }
    expect(runOn(addressesExist, facts).verdict).toBe('unknown')
  })

  test('behavior: no initialisation, and one that cannot be decoded', () => {
    const facts = { ...given(proxy, 'contract'), ...patch('0x') }
    expect(runOn(addressesExist, facts).verdict).toBe('not-applicable')
    expect(runOn(addressesExist, { ...facts, ...patch('0x12345678') }).verdict).toBe('unknown')
  })
})
