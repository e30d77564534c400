import { keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import {
  proxy,
  safeAddress,
  stranger,
  timelockAddress,
} from '@/lib/core/check/__fixtures__/patch-facts'
import { holdersKnown } from './holders-known'
import type { RoleHolder } from './role-holder'

const account = {
  address: safeAddress,
  kind: 'contract',
  codeHash: keccak256('0x11'),
  size: 1,
} as const
const council: RoleHolder = {
  role: 'proposer',
  over: timelockAddress,
  account,
  name: 'the Safe',
  safe: { threshold: 2, owners: 3 },
}
const timelock: RoleHolder = {
  role: 'upgrade authority',
  over: proxy,
  account,
  name: 'the timelock',
}
const key: RoleHolder = {
  role: 'upgrade authority',
  over: proxy,
  account: { ...account, address: stranger, kind: 'none' },
}

const run = (...holders: RoleHolder[]) =>
  runOn(holdersKnown, { 'role holders': known(holders, 'chain') })

describeCheck(holdersKnown, {
  bad: { 'role holders': known([council, key], 'chain') },
  twin: { 'role holders': known([council, timelock], 'chain') },
})

test('behavior: a key that can only stop is for people to judge', () => {
  expect(run({ ...key, role: 'canceller' }).verdict).toBe('warn')
})

test('behavior: a Safe of one owner is a key', () => {
  const safe = { threshold: 1, owners: 3 }
  expect(run({ ...council, safe }).verdict).toBe('fail')
  expect(run({ ...council, safe, role: 'canceller' }).verdict).toBe('pass')
})

test('behavior: a key with code of its choice is a key', () => {
  const delegated = { ...account, kind: 'delegated', delegate: stranger } as const
  expect(run({ ...key, account: delegated }).verdict).toBe('fail')
})

test('behavior: a contract without a name, and names that mislead', () => {
  const { name: _, ...nameless } = timelock
  expect(run(nameless).verdict).toBe('warn')
  expect(run({ ...timelock, name: 'time\u202Elock' }).evidence[0]?.what).toContain('⟨U+202E⟩')
})

test('behavior: a proxy of which nobody can tell whom it obeys', () => {
  const { verdict, evidence } = run(council, { ...timelock, account: undefined, name: undefined })
  expect(verdict).toBe('unknown')
  expect(evidence[1]?.what).toBe('whom it obeys could not be read')
})

test('behavior: no holder at all is not known', () => {
  expect(run()).toMatchObject({
    verdict: 'unknown',
    evidence: [{ where: 'roles', what: 'no holder was found' }],
  })
})

test('behavior: each is told with what it is, and the worst are counted', () => {
  const { detail, evidence } = run(council, timelock, key)
  expect(detail).toBe('1 of 3 holders are single keys.')
  expect(evidence.map(({ what }) => what)).toEqual([
    `${safeAddress} (the Safe) is a Safe of 2 in 3`,
    `${safeAddress} (the timelock) is a contract`,
    `${stranger} is a single key`,
  ])
})
