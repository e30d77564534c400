import { type Address, pad, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import type { DecodedArgument, DecodedCall } from '@/lib/core/calldata/decoded-call'
import { simulationOf } from '@/lib/core/check/__fixtures__/attack-facts'
import {
  addressOf,
  proxy,
  safe,
  safeAddress,
  stranger,
  timelock,
  timelockAddress,
  upgrade,
} from '@/lib/core/check/__fixtures__/patch-facts'
import type { VariableChange } from '@/lib/core/simulation/state-diff'
import { type Declared, impliedWrite, textOf } from './implied-write'

const role = pad('0x01', { size: 32 })
const operationId = pad('0x0d', { size: 32 })
const governed: Declared = {
  simulation: { ...simulationOf(), operationId },
  upgrades: [],
  safe,
  timelock,
}

function written(path: string, after: string, before = '0', of: Address = proxy) {
  const variable: VariableChange = {
    path,
    type: 'uint256',
    origin: 'sources',
    before: { text: before, sound: true },
    after: { text: after, sound: true },
  }
  return { of, variable }
}

const argument = (value: DecodedArgument['value'], type = 'uint256') => ({ name: '', type, value })
const addressed = (value: Address) => argument(value.toLowerCase(), 'address')

function call(name: string, args: readonly DecodedArgument[], target = proxy): DecodedCall {
  return {
    operation: 'call',
    call: { target, value: 0n, data: '0x12345678' },
    name,
    signature: `${name}()`,
    args,
    confidence: 'known',
    children: [],
  }
}

const isImplied = (
  [path, after]: readonly [path: string, after: string],
  calls: readonly DecodedCall[],
) => impliedWrite(written(path, after), { ...governed, calls }) !== undefined

type Plain = readonly [
  name: string,
  args: readonly DecodedArgument[],
  said: readonly [path: string, after: string],
  ...others: readonly (readonly [path: string, after: string])[],
]

const casesOf = (rows: readonly Plain[]) =>
  rows.map(([name, args, said, ...others]) => ({ name, args, said, others }))

describe('what a function is plainly named after', () => {
  test.each(
    casesOf([
      [
        'pause',
        [],
        ['_paused', 'true'],
        ['_paused', 'false'],
        ['unpaused', 'true'],
        ['pausedAt', 'true'],
      ],
      [
        'unpause',
        [],
        ['a.b.paused', 'false'],
        ['paused', 'true'],
        ['unpaused', 'false'],
        ['paused2', 'false'],
      ],
      [
        'transferOwnership',
        [addressed(stranger)],
        ['_owner', stranger],
        ['_owner', proxy],
        ['_owners', stranger],
        ['coowner', stranger],
      ],
      [
        'transferOwnership',
        [addressed(stranger)],
        ['_pendingOwner', stranger],
        ['_pendingOwner', proxy],
      ],
      ['acceptOwnership', [], ['_owner', stranger], ['_owners', stranger], ['subowner', stranger]],
      ['acceptOwnership', [], ['_pendingOwner', zeroAddress], ['pendingOwners', zeroAddress]],
      [
        'renounceOwnership',
        [],
        ['_owner', zeroAddress],
        ['_owner', stranger],
        ['ownership', zeroAddress],
        ['subowner', zeroAddress],
      ],
      ['renounceOwnership', [], ['pendingOwner', zeroAddress], ['pendingOwner', stranger]],
      [
        'grantRole',
        [argument(role, 'bytes32'), addressed(stranger)],
        [`_roles[${role}].members[${stranger}]`, 'true'],
        [`_roles[${role}].members[${stranger}]`, 'false'],
        [`_roles[${role}].members[${proxy}]`, 'true'],
        [`_roles[${operationId}].members[${stranger}]`, 'true'],
        [`_rolesOf[${role}].members[${stranger}]`, 'true'],
        [`my_roles[${role}].members[${stranger}]`, 'true'],
      ],
      [
        'revokeRole',
        [argument(role, 'bytes32'), addressed(stranger)],
        [`_roles[${role}].members[${stranger}]`, 'false'],
        [`_roles[${role}].members[${stranger}]`, 'true'],
        [`_roles[${role}].members[${proxy}]`, 'false'],
        [`_rolesOf[${role}].members[${stranger}]`, 'false'],
        [`my_roles[${role}].members[${stranger}]`, 'false'],
      ],
      [
        'updateDelay',
        [argument(60n)],
        ['_minDelay', '60'],
        ['_minDelay', '0'],
        ['minDelays', '60'],
        ['myMinDelay', '60'],
      ],
      [
        'approve',
        [addressed(stranger), argument(5n)],
        [`_allowances[${proxy}][${stranger}]`, '5'],
        [`_allowances[${proxy}][${stranger}]`, '6'],
        [`_allowances[${proxy}][${safeAddress}]`, '5'],
        [`_allowancesOf[${proxy}][${stranger}]`, '5'],
        [`myallowance[${proxy}][${stranger}]`, '5'],
      ],
      ['approve', [addressed(stranger), argument(5n)], [`allowance[${proxy}][${stranger}]`, '5']],
      [
        'transfer',
        [addressed(stranger), argument(5n)],
        [`_balances[${stranger}]`, '5'],
        ['rebalances', '5'],
      ],
      [
        'transfer',
        [addressed(stranger), argument(5n)],
        [`balanceOf[${stranger}]`, '5'],
        ['balancesOff', '5'],
      ],
      [
        'transfer',
        [addressed(stranger), argument(5n)],
        [`balance[${stranger}]`, '5'],
        ['owner', '5'],
      ],
    ]),
  )('behavior: $name', ({ name, args, said, others }) => {
    expect(isImplied(said, [call(name, args)])).toBe(true)
    for (const other of others) expect(isImplied(other, [call(name, args)])).toBe(false)
    expect(isImplied(said, [call(name, args, stranger)])).toBe(false)
    expect(isImplied(said, [{ ...call(name, args), operation: 'delegatecall' }])).toBe(false)
    expect(isImplied(said, [call(`${name}2`, args)])).toBe(false)
  })

  test('behavior: a key that cannot be told is none', () => {
    const tuple = argument([1n], 'tuple')
    expect(isImplied(['_roles[undefined].members[x]', 'true'], [call('grantRole', [tuple])])).toBe(
      false,
    )
    expect(isImplied(['_roles', 'true'], [call('grantRole', [])])).toBe(false)
  })
})

describe('what a setter is named after', () => {
  const key = argument(7n)
  test.each(
    casesOf([
      [
        'setBorrowCap',
        [argument(5n)],
        ['_borrow_cap', '5'],
        ['_borrowCap', '6'],
        ['cap', '5'],
        ['borrowCap[5]', '5'],
      ],
      ['updateFee', [argument(5n)], ['fee', '5'], ['fees', '5']],
      ['set_fee', [argument(5n)], ['fee', '5']],
      [
        'setCap',
        [key, argument(5n)],
        ['caps.cap[7]', '5'],
        ['cap[8]', '5'],
        ['cap', '5'],
        ['cap[5]', '7'],
      ],
      ['setOpen', [argument(true, 'bool')], ['open', 'true'], ['open', 'false']],
      ['setName', [argument('A', 'string')], ['name', 'A'], ['name', 'B']],
      ['setFee', [argument(5, 'uint8')], ['fee', '5']],
    ]),
  )('behavior: $name', ({ name, args, said, others }) => {
    expect(isImplied(said, [call(name, args)])).toBe(true)
    for (const other of others) expect(isImplied(other, [call(name, args)])).toBe(false)
    expect(isImplied(said, [call(`re${name}`, args)])).toBe(false)
  })

  test('behavior: a name with more behind it, and one with nothing', () => {
    expect(isImplied(['fee', '5'], [call('setFee!', [argument(5n)])])).toBe(false)
    expect(isImplied(['set', '5'], [call('set', [argument(5n)])])).toBe(false)
    expect(isImplied(['fee', 'undefined'], [call('setFee', [])])).toBe(false)
  })
})

describe('what governance keeps of itself', () => {
  const mark = `_timestamps[${operationId}]`

  test('behavior: the nonce of this Safe and the mark of this operation, nothing else of them', () => {
    const of = (path: string, at: Address) => impliedWrite(written(path, '1', '0', at), governed)
    expect(of('nonce', safeAddress)).toBe('the Safe counts its transactions')
    expect(of(mark, timelockAddress)).toBe('the timelock marks the operation')
    for (const [path, at] of [
      ['nonce', stranger],
      ['nonce', timelockAddress],
      ['threshold', safeAddress],
      [mark, safeAddress],
      ['_timestamps[0x01]', timelockAddress],
      ['_minDelay', timelockAddress],
    ] as const) {
      expect(of(path, at)).toBeUndefined()
    }
  })

  test('behavior: without a Safe, a timelock and an operation nothing is theirs', () => {
    const { operationId: _, ...simulation } = governed.simulation
    const alone: Declared = { simulation, upgrades: [] }
    expect(impliedWrite(written('nonce', '1', '0', safeAddress), alone)).toBeUndefined()
    expect(
      impliedWrite(written(mark, '1', '0', timelockAddress), { ...alone, timelock }),
    ).toBeUndefined()
    expect(
      impliedWrite(written('_timestamps[undefined]', '1', '0', timelockAddress), {
        ...alone,
        timelock,
      }),
    ).toBeUndefined()
  })
})

describe('what an upgrade writes', () => {
  const migrating = { ...upgrade, migration: '0x12345678' } as const
  const other = { ...upgrade, proxies: [stranger], to: addressOf(0x12) }
  const of = (
    [path, after, before]: readonly [string, string, string?],
    upgrades: Declared['upgrades'],
  ) => impliedWrite(written(path, after, before), { ...governed, upgrades })

  test('behavior: the new code, in the variable of that name', () => {
    expect(of(['implementation', upgrade.to], [other, upgrade])).toBe('the new code')
    expect(of(['implementation', stranger], [other, upgrade])).toBeUndefined()
    expect(of(['admin', upgrade.to], [upgrade])).toBeUndefined()
    expect(of(['implementation', upgrade.to], [])).toBeUndefined()
  })

  test('behavior: the version of an initializer, where something was called on this proxy, and upwards', () => {
    expect(of(['_initialized', '2', '1'], [other, migrating])).toBe(
      'the migration counts its version',
    )
    expect(of(['_initialized', '2', '1'], [upgrade])).toBeUndefined()
    expect(
      of(['_initialized', '2', '1'], [{ ...migrating, proxies: [stranger] }, upgrade]),
    ).toBeUndefined()
    expect(of(['_initialized', '1', '1'], [migrating])).toBeUndefined()
    expect(of(['_initialized', '1', '2'], [migrating])).toBeUndefined()
    expect(of(['version', '2', '1'], [migrating])).toBeUndefined()
    for (const strange of ['0x2', '-2', '2 ', '']) {
      expect(of(['_initialized', strange, '1'], [migrating])).toBeUndefined()
      expect(of(['_initialized', '9', strange], [migrating])).toBeUndefined()
    }
    expect(of(['_initialized', '18446744073709551615', '1'], [migrating])).toBeDefined()
  })
})

describe('what the configuration declares', () => {
  const isDeclared = (pattern: string, path: string, contract: Address = proxy) =>
    impliedWrite(written(path, '1'), {
      ...governed,
      'declared writes': [{ contract, path: pattern }],
    }) !== undefined

  test.each([
    ['*', 'anything[0].at.all'],
    ['fee', 'fee'],
    ['Fee', 'fee'],
    ['caps[*].max', 'caps[0x01].max'],
    ['a.*', 'a'],
    ['a.*', 'a.b[1].c'],
    ['a.*', 'a[1]'],
    ['a$b', 'a$b'],
  ])('behavior: %s is %s', (pattern, path) => {
    expect(isDeclared(pattern, path)).toBe(true)
    expect(isDeclared(pattern, path, stranger)).toBe(false)
  })

  test.each([
    ['fee', 'fees'],
    ['fee', 'myfee'],
    ['caps[*].max', 'caps[0x01].min'],
    ['caps[*].max', 'caps[1][2].max'],
    ['caps[*]', 'caps'],
    ['a.*', 'ab'],
    ['a.b', 'aXb'],
    ['a[1]', 'a1'],
  ])('behavior: %s is not %s', (pattern, path) => {
    expect(isDeclared(pattern, path)).toBe(false)
  })
})

test('behavior: an argument is told as storage tells it', () => {
  expect(textOf(argument(5n))).toBe('5')
  expect(textOf(argument(5))).toBe('5')
  expect(textOf(argument(false, 'bool'))).toBe('false')
  expect(textOf(addressed(safeAddress))).toBe(safeAddress)
  expect(textOf(argument('0xAB', 'bytes'))).toBe('0xAB')
  expect(textOf(argument(safeAddress.toLowerCase(), 'string'))).toBe(safeAddress.toLowerCase())
  expect(textOf(argument([1n], 'uint256[]'))).toBeUndefined()
  expect(textOf(undefined)).toBeUndefined()
})
