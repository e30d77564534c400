import { encodeFunctionData, type Hex, parseAbi, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniModel, modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
import {
  accountsOf,
  addressOf,
  proxy,
  rawCallTo,
  stranger,
  upgrade,
  upgradeCall,
} from '@/lib/core/check/__fixtures__/patch-facts'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { addressesExist } from './addresses-exist'
import { initialisedAtOnce } from './initialised-at-once'
import { callsOnProxies } from './initializer-calls'
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

  test('error: what is called before the upgrade runs on the old code', () => {
    const early = { ...bridge, ...patch(v3), calls: known([rawCallTo(proxy, v4), upgradeCall]) }
    expect(runOn(initialisedAtOnce, early)).toMatchObject({
      verdict: 'fail',
      detail: '1 initializers are left to whoever is first.',
      evidence: [{ what: 'initializeV4(uint256) is not called in this patch' }],
    })
    const late = { ...early, calls: known([upgradeCall, rawCallTo(proxy, v4)]) }
    expect(runOn(initialisedAtOnce, late)).toMatchObject({
      verdict: 'pass',
      detail: '2 initializers are called in the transaction of the upgrade.',
    })
  })

  test('behavior: of several proxies it says so', () => {
    const both = known({ ...upgrade, proxies: [proxy, stranger], migration: v3 })
    const facts = { ...bridge, ...patch(v3, v4), upgrade: both }
    expect(runOn(initialisedAtOnce, facts).evidence[0]?.what).toMatch(/ on each of its proxies$/)
    const none = { ...facts, upgrade: known({ ...upgrade, proxies: [], migration: v3 }) }
    expect(runOn(initialisedAtOnce, none).verdict).toBe('fail')
  })

  test('behavior: sources that could not be read, and versions that are no constants', () => {
    const given = { ...bridge, ...patch(v3, v4) }
    const unread = known({ ...miniModel('BridgeTwoSteps'), unread: ['functions: odd'] })
    expect(runOn(initialisedAtOnce, { ...given, 'new model': unread })).toMatchObject({
      verdict: 'unknown',
      evidence: [{ what: 'functions: odd' }],
    })
    const model = miniModel('BridgeTwoSteps')
    const initializers = model.initializers.map((one) => ({ ...one, version: undefined }))
    const odd = known({ ...model, initializers })
    const later = { ...given, ...patch('0x'), 'new model': odd }
    expect(runOn(initialisedAtOnce, later).verdict).toBe('fail')
    expect(runOn(initialisedAtOnce, { ...later, 'old model': odd }).verdict).toBe('pass')
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

  test('behavior: what is wrong with an address is told', () => {
    expect(runOn(addressesExist, given(proxy, 'none'))).toMatchObject({
      detail: '1 of 2 addresses cannot be what they are taken for.',
      evidence: [
        { where: 'migration', what: `owner ${stranger} has no code, and need not` },
        { where: 'migration', what: `asset ${proxy} is taken for a contract and has no code` },
      ],
    })
    expect(runOn(addressesExist, given(proxy, 'contract')).detail).toBe(
      '2 addresses, each of the kind that it has to be.',
    )
    const delegated = accountsOf(
      { address: proxy, kind: 'delegated' },
      { address: stranger, kind: 'none' },
    )
    const facts = { ...given(proxy, 'none'), accounts: known(delegated) }
    expect(runOn(addressesExist, facts)).toMatchObject({
      verdict: 'warn',
      detail: '1 of 2 addresses need a look.',
    })
  })

  test('behavior: a call that follows is looked at where it sets something up', () => {
    const named = (name: string, ...values: Hex[]) => {
      const items = [
        { ...abi[0], name },
        { ...abi[0], name: `${name}Nothing`, inputs: [] },
      ]
      const data = encodeFunctionData({
        abi: items,
        functionName: values.length > 0 ? name : `${name}Nothing`,
        args: values,
      } as never)
      return runOn(addressesExist, {
        ...given(proxy, 'none'),
        'new ABI': known(items),
        ...patch('0x', data),
      })
    }
    for (const name of ['initMarket', 'Setup', 'setUp', 'migrate']) {
      expect(named(name, stranger, proxy).verdict).toBe('fail')
      expect(named(name)).toMatchObject({ verdict: 'pass', detail: 'It is given no addresses.' })
    }
    expect(named('setAsset', stranger, proxy).verdict).toBe('not-applicable')
    expect(
      runOn(addressesExist, { ...given(proxy, 'none'), ...patch('0x', '0x12345678') }).verdict,
    ).toBe('not-applicable')
  })

  test('error: addresses within bytes are not seen', () => {
    const packed = parseAbi(['function setUp(bytes params)', 'function initialize(address, bytes)'])
    const run = (functionName: string, args: readonly unknown[]) => {
      const data = encodeFunctionData({ abi: packed, functionName, args } as never)
      return runOn(addressesExist, {
        ...given(proxy, 'none'),
        'new ABI': known(packed),
        ...patch(data),
      })
    }
    expect(run('setUp', [`0x${'00'.repeat(32)}`])).toMatchObject({
      verdict: 'unknown',
      evidence: [{ where: 'migration', what: 'params: bytes that the code reads as it likes' }],
    })
    expect(run('setUp', ['0x']).verdict).toBe('pass')
    expect(run('initialize', [stranger, proxy])).toMatchObject({
      verdict: 'unknown',
      evidence: [
        { what: `address ${stranger} has no code, and need not` },
        { what: expect.stringMatching(/^bytes: /) },
      ],
    })
    expect(run('initialize', [zeroAddress, '0x']).verdict).toBe('warn')
  })

  test('behavior: no initialisation, and one that cannot be decoded', () => {
    const facts = { ...given(proxy, 'contract'), ...patch('0x') }
    expect(runOn(addressesExist, facts).verdict).toBe('not-applicable')
    expect(runOn(addressesExist, { ...facts, ...patch('0x12345678') }).verdict).toBe('unknown')
  })
})

describe('what runs on the proxies of an upgrade', () => {
  const admin = addressOf(0xad)
  const other = addressOf(0x98)
  const set = rawCallTo(proxy, '0x12345678')
  const orders = parseAbi([
    'function upgrade(address proxy, address implementation)',
    'function upgradeTo(address newImplementation)',
  ])
  const by = (of: Hex) =>
    rawCallTo(
      admin,
      encodeFunctionData({ abi: orders, functionName: 'upgrade', args: [of, upgrade.to] }),
    )
  const pathsOf = (...calls: DecodedCall[]) =>
    callsOnProxies(upgrade, calls)
      .filter(({ selector }) => selector === '0x12345678')
      .map(({ where }) => where)

  test('behavior: what follows the order, whoever carries it out', () => {
    expect(pathsOf(set, upgradeCall, set)).toEqual(['call 3'])
    expect(pathsOf(set, by(proxy), set)).toEqual(['call 3'])
    // An order for another proxy does not change what this one runs.
    expect(pathsOf(by(other), set, by(proxy), set)).toEqual(['call 4'])
    const elsewhere = encodeFunctionData({ abi: orders, functionName: 'upgradeTo', args: [other] })
    expect(pathsOf(rawCallTo(proxy, elsewhere), set, upgradeCall, set)).toEqual(['call 4'])
    // A beacon is ordered to, not the proxy.
    const beacon = encodeFunctionData({
      abi: orders,
      functionName: 'upgradeTo',
      args: [upgrade.to],
    })
    expect(pathsOf(set, rawCallTo(admin, beacon), set)).toEqual(['call 3'])
    expect(pathsOf(set, set)).toEqual(['call 1', 'call 2'])
  })

  test('behavior: only what is on a proxy and names a function', () => {
    expect(
      pathsOf(upgradeCall, rawCallTo(other, '0x12345678'), rawCallTo(proxy, '0x123456')),
    ).toEqual([])
    const calls = callsOnProxies({ ...upgrade, migration: '0x12345678' }, [upgradeCall, set])
    expect(calls.map(({ where, isMigration }) => [where, isMigration])).toEqual([
      ['migration', true],
      ['call 1', false],
    ])
    expect(callsOnProxies({ ...upgrade, migration: '0x123456' }, [set])).toHaveLength(1)
  })
})
