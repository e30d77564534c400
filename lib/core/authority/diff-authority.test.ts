import { describe, expect, test } from 'vitest'
import { addressOf } from '@/lib/core/patch/__fixtures__/draft'
import { compileSources } from '@/lib/core/source/__fixtures__/compile-sources'
import { readContractModel } from '@/lib/core/source/read-model'
import type { AuthorityAccount, PowerRow, Standing } from './authority'
import { diffAuthority } from './diff-authority'
import type { Holders } from './holder-after'

const head = `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;
import {AccessControlUpgradeable} from "@openzeppelin/contracts-upgradeable/access/AccessControlUpgradeable.sol";
`
const body = (name: string, changes: Partial<Record<'upgrade' | 'mint' | 'more', string>> = {}) => `
contract ${name} is AccessControlUpgradeable {
    bytes32 public constant MINTER_ROLE = keccak256("MINTER_ROLE");
    address public owner;
    address public keeper;
    bool public open;
    mapping(address => bool) public isKeeper;
    mapping(address => uint256) public balanceOf;
    modifier onlyOwner() { require(msg.sender == owner); _; }
    function upgradeTo(address to) external ${changes.upgrade ?? 'onlyOwner'} { keeper = to; }
    function mint(uint256 n) external ${changes.mint ?? 'onlyRole(MINTER_ROLE)'} { balanceOf[msg.sender] += n; }
    function pause() external { require(msg.sender == owner || msg.sender == keeper); open = false; }
    function tend() external { require(isKeeper[msg.sender]); open = true; }
    function setOwner(address to) external onlyOwner { owner = to; }
    function send(uint256 n) external { require(balanceOf[msg.sender] >= n); balanceOf[msg.sender] -= n; }
    ${changes.more ?? ''}
}`

const compiled = compileSources({
  'a.sol': [
    head,
    body('Vault'),
    body('Opened', { upgrade: '' }),
    body('OpenMint', { mint: 'onlyAnyone', more: 'modifier onlyAnyone() { _; }' }),
    body('OtherGuard', { upgrade: 'onlyRole(MINTER_ROLE)' }),
    body('More', { more: 'function sweep(address to) external { keeper = to; }' }),
    body('MoreGuarded', { more: 'function sweep(address to) external onlyOwner { keeper = to; }' }),
    body('OrOpen', {
      upgrade: 'onlyOwnerOrOpen',
      more: 'modifier onlyOwnerOrOpen() { require(msg.sender == owner || open); _; }',
    }),
  ].join('\n'),
})
const modelOf = (name: string) =>
  ({ known: true, value: readContractModel(compiled(name)) }) as const

const [safe, timelock, key] = [addressOf('safe'), addressOf('timelock'), addressOf('key')]
const holder = (...value: (typeof safe)[]): Holders => ({ known: true, value })
const holders = new Map([
  ['owner', holder(timelock)],
  ['keeper', holder(safe)],
  ['role MINTER_ROLE', holder(key)],
])
const none = { open: false, holders: [] }
const waits = (delay: bigint, proposers = [safe]): Standing => ({
  kind: 'timelock',
  delay,
  roles: {
    proposer: { open: false, holders: proposers },
    executor: none,
    canceller: none,
    admin: none,
  },
})
const council: Standing = { kind: 'safe', threshold: 2, owners: [key, timelock, safe], modules: [] }
const both = (address: typeof safe, before: Standing, after = before): AuthorityAccount => ({
  address,
  before,
  after,
})
const accounts = [both(safe, council), both(timelock, waits(172_800n)), both(key, { kind: 'key' })]

type Changes = Partial<Parameters<typeof diffAuthority>[0]>

function diff(name: string, changes: Changes = {}): PowerRow[] {
  const models = { before: modelOf('Vault'), after: modelOf(name) }
  const sides = { before: holders, after: holders }
  return [...diffAuthority({ models, holders: sides, accounts, ...changes }).rows]
}

/** Of every function what became of it, without those that stay. */
const told = (rows: readonly PowerRow[]) =>
  rows.flatMap(({ signature, change }) => (change === 'same' ? [] : [`${change} ${signature}`]))

const unlisted = 'unknown tend()'

test('default', () => {
  const rows = diff('Vault')
  expect(Object.fromEntries(rows.map(({ signature, power }) => [signature, power]))).toEqual({
    'upgradeTo(address)': 'upgrade',
    'mint(uint256)': 'mint',
    'pause()': 'pause',
    'tend()': 'parameters',
    'setOwner(address)': 'roles',
    'grantRole(bytes32,address)': 'roles',
    'revokeRole(bytes32,address)': 'roles',
  })
  const { after } = rows.find(({ signature }) => signature === 'pause()') ?? {}
  expect(after).toEqual({
    guards: ['keeper == msg.sender || msg.sender == owner'],
    passers: [
      { kind: 'account', address: safe },
      { kind: 'account', address: timelock },
    ],
  })
})

describe('error', () => {
  test.each([
    ['Opened', 'opened upgradeTo(address)'],
    ['OpenMint', 'opened mint(uint256)'],
    ['OtherGuard', 'changed upgradeTo(address)'],
    ['More', 'added sweep(address)'],
    ['OrOpen', 'changed upgradeTo(address)'],
  ])('%s', (name, line) => {
    expect(told(diff(name))[0]).toBe(line)
  })

  test('a new holder, a single key', () => {
    const after = new Map([...holders, ['owner', holder(key)]])
    expect(told(diff('Vault', { holders: { before: holders, after } }))).toContain(
      'changed upgradeTo(address)',
    )
  })

  test('a shorter delay, and one more who proposes', () => {
    for (const after of [waits(60n), waits(172_800n, [safe, key])]) {
      const others = [accounts[0]!, both(timelock, waits(172_800n), after), accounts[2]!]
      const lines = told(diff('Vault', { accounts: others }))
      expect(lines).toContain('changed upgradeTo(address)')
      expect(lines).not.toContain('changed mint(uint256)')
    }
  })
})

describe('behavior', () => {
  test('twins: nothing is opened', () => {
    const isRole = (line: string) => line.includes('Role(')
    expect(told(diff('Vault')).filter((line) => !isRole(line))).toEqual([unlisted])
    const [first] = diff('MoreGuarded')
    expect(first).toMatchObject({ change: 'added', after: { passers: [{ address: timelock }] } })
  })

  test('what a user needs to own is no power', () => {
    expect(diff('Vault').map(({ signature }) => signature)).not.toContain('send(uint256)')
  })

  test('code that is not known makes all unknown, and says why', () => {
    const unread = { known: false, reason: 'nobody has given the sources of this code' } as const
    const models = { before: modelOf('Vault'), after: unread }
    const sides = { before: holders, after: new Map() }
    const { rows, unread: why } = diffAuthority({ models, holders: sides, accounts })
    expect(new Set(rows.map(({ change }) => change))).toEqual(new Set(['unknown']))
    expect(why).toEqual(['the new code: nobody has given the sources of this code'])
  })

  test('a holder that could not be read is unknown, never the same', () => {
    const lost = new Map([...holders, ['owner', { known: false, reason: 'silence' } as const]])
    const lines = told(diff('Vault', { holders: { before: lost, after: lost } }))
    expect(lines).toContain('unknown upgradeTo(address)')
    expect(lines).not.toContain('unknown mint(uint256)')
  })

  test('whom a beacon or a ProxyAdmin obeys', () => {
    const outside = { at: addressOf('beacon'), signature: 'upgradeTo(address)' }
    const rows = diff('Vault', {
      outside: { ...outside, before: holder(timelock), after: holder(key) },
    })
    expect(rows[0]).toMatchObject({ power: 'upgrade', change: 'changed', at: addressOf('beacon') })
  })
})
