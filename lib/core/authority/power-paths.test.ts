import { expect, test } from 'vitest'
import { addressOf } from '@/lib/core/patch/__fixtures__/draft'
import type { AuthorityAccount, Standing } from './authority'
import { describePath } from './describe-path'
import { powerPaths } from './power-paths'

const [safe, timelock, other, key] = ['safe', 'timelock', 'other', 'key'].map(addressOf) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
]
const nobody = { open: false, holders: [] }
const waits = (delay: bigint, proposers: `0x${string}`[], open = false): Standing => ({
  kind: 'timelock',
  delay,
  // A timelock that administers itself is no way around itself.
  roles: {
    proposer: { open, holders: proposers },
    executor: nobody,
    canceller: nobody,
    admin: { open: false, holders: [timelock] },
  },
})
const council = (modules: `0x${string}`[] = []): Standing => ({
  kind: 'safe',
  threshold: 2,
  owners: [key, other, timelock],
  modules,
})
const accounts = (...standings: [`0x${string}`, Standing, string?][]): AuthorityAccount[] =>
  standings.map(([address, before, name]) => ({ address, name, before, after: before }))

const paths = (list: AuthorityAccount[], address = timelock) =>
  powerPaths([{ kind: 'account', address }], list, 'before').map(describePath)

test('default', () => {
  const list = accounts(
    [timelock, waits(172_800n, [safe]), 'the timelock'],
    [safe, council(), 'Harbor Security Council'],
  )
  expect(paths(list)).toEqual([
    `${safe} (Harbor Security Council, Safe 2 of 3) → ${timelock} (the timelock, 2 days), after 2 days`,
  ])
})

test('behavior: delays add up, and what is not known has none', () => {
  const two = accounts(
    [timelock, waits(3_600n, [other])],
    [other, waits(90n, [key])],
    [key, { kind: 'key' }],
  )
  expect(paths(two)[0]).toMatch(/after 3690 seconds$/)
  const contract = accounts([timelock, waits(60n, [other])], [other, { kind: 'contract' }])
  expect(paths(contract)[0]).toMatch(/after how long is unknown$/)
  expect(paths([])[0]).toMatch(/unknown: it was not read\), after how long is unknown$/)
})

test('behavior: a module goes around the owners', () => {
  const list = accounts([safe, council([key])], [key, { kind: 'key' }])
  expect(paths(list, safe)).toEqual([
    `${safe} (Safe 2 of 3), at once`,
    `${key} (single key) → ${safe} (Safe 2 of 3), at once`,
  ])
})

test('behavior: a timelock of nobody, of anyone, and of itself in a circle', () => {
  expect(paths(accounts([timelock, waits(60n, [])]))[0]).toMatch(/^no one → /)
  expect(paths(accounts([timelock, waits(60n, [], true)]))[0]).toMatch(/^anyone → /)
  const circle = accounts([timelock, waits(60n, [other])], [other, waits(60n, [timelock])])
  expect(paths(circle)).toHaveLength(1)
})

test('behavior: who is no account', () => {
  const told = powerPaths(
    [{ kind: 'anyone' }, { kind: 'nobody' }, { kind: 'unknown', reason: 'silence' }],
    [],
    'after',
  )
  expect(told.map(describePath)).toEqual([
    'anyone, at once',
    'no one, at once',
    'unknown: silence, after how long is unknown',
  ])
})
