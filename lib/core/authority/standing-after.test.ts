import { encodeFunctionData, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import { addressOf } from '@/lib/core/patch/__fixtures__/draft'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import type { Standing } from './authority'
import { standingAfter } from './standing-after'
import { standingChanges } from './standing-changes'

const abi = parseAbi([
  'function addOwnerWithThreshold(address owner, uint256 threshold)',
  'function removeOwner(address before, address owner, uint256 threshold)',
  'function swapOwner(address before, address owner, address next)',
  'function changeThreshold(uint256 threshold)',
  'function enableModule(address module)',
  'function disableModule(address before, address module)',
  'function updateDelay(uint256 delay)',
  'function grantRole(bytes32 role, address account)',
  'function revokeRole(bytes32 role, address account)',
])
const target = addressOf('account')
const [a, b, c] = [addressOf('a'), addressOf('b'), addressOf('c')]
const zero = `0x${'0'.repeat(40)}` as const
const none = { open: false, holders: [] }
const timelock: Standing = {
  kind: 'timelock',
  delay: 172_800n,
  roles: { proposer: { open: false, holders: [a] }, executor: none, canceller: none, admin: none },
}
const safe: Standing = { kind: 'safe', threshold: 2, owners: [a, b], modules: [] }

function changes(before: Standing, ...calls: [name: string, ...args: unknown[]][]): string[] {
  const decoded = calls.map(([functionName, ...args]) => {
    const data = encodeFunctionData({ abi, functionName, args } as never)
    const knownAbis = { [target]: [...safeAbi, ...timelockAbi, ...abi] }
    return decodeCall({ call: { target, value: 0n, data }, knownAbis })
  })
  const after = standingAfter(before, decoded)
  return standingChanges({ address: target, before, after })
}

test('default', () => {
  expect(changes(timelock)).toEqual([])
  expect(changes(safe)).toEqual([])
})

test.each([
  ['delay', timelock, [['updateDelay', 60n]], ['delay: 2 days becomes 1 minute']],
  ['same delay', timelock, [['updateDelay', 172_800n]], []],
  [
    'roles',
    timelock,
    [
      ['grantRole', timelockRoleIds.proposer, b],
      ['revokeRole', timelockRoleIds.proposer, a],
      ['grantRole', timelockRoleIds.executor, zero],
      ['grantRole', timelockRoleIds.defaultAdmin, c],
    ],
    [`proposer removed: ${a}`, `proposer added: ${b}`, 'executor: anyone', `admin added: ${c}`],
  ],
  [
    'owner',
    safe,
    [['addOwnerWithThreshold', c, 1n]],
    ['threshold: 2 becomes 1', `owner added: ${c}`],
  ],
  ['fewer', safe, [['removeOwner', a, b, 1n]], ['threshold: 2 becomes 1', `owner removed: ${b}`]],
  ['swap', safe, [['swapOwner', a, b, c]], [`owner removed: ${b}`, `owner added: ${c}`]],
  ['threshold', safe, [['changeThreshold', 1n]], ['threshold: 2 becomes 1']],
  ['module', safe, [['enableModule', c]], [`module added: ${c}`]],
  [
    'module and back',
    safe,
    [
      ['enableModule', c],
      ['disableModule', a, c],
    ],
    [],
  ],
] as [string, Standing, [string, ...unknown[]][], string[]][])(
  'behavior: %s',
  (_, before, calls, expected) => {
    expect(changes(before, ...calls)).toEqual(expected)
  },
)

test('behavior: a call that could not be read leaves nothing known', () => {
  const call = decodeCall({ call: { target, value: 0n, data: '0xdeadbeef' } })
  for (const before of [timelock, safe]) {
    expect(standingAfter(before, [call])).toMatchObject({ kind: 'unknown' })
  }
})
