import { zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import {
  callTo,
  contentOf,
  operationOf,
  proxy,
  rawCallTo,
  stranger,
  timelock,
  timelockAddress,
  upgradeCall,
} from '@/lib/core/check/__fixtures__/patch-facts'
import type { OperationOrder, OperationOrders } from '@/lib/core/simulation/operation-orders'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import { delayKept } from './delay-kept'
import { executorChosen } from './executor-chosen'
import { idRecomputed } from './id-recomputed'
import { operationsLinked } from './operations-linked'
import { slowEnough } from './slow-enough'

const faster = callTo(timelockAddress, 'updateDelay', [60n])
const slower = callTo(timelockAddress, 'updateDelay', [259_200n])

describeCheck(delayKept, {
  bad: { calls: known([faster]), timelock: known(timelock) },
  twin: { calls: known([slower]), timelock: known(timelock) },
})

describe('TL-01', () => {
  test('behavior: a new proposer is a way around the council', () => {
    const grant = callTo(timelockAddress, 'grantRole', [timelockRoleIds.proposer, stranger])
    const facts = { calls: known([grant]), timelock: known(timelock) }
    expect(runOn(delayKept, facts).evidence).toEqual([
      { where: 'call 1', what: `${stranger} becomes proposer` },
    ])
  })

  test('behavior: a new canceller is none', () => {
    const grant = callTo(timelockAddress, 'grantRole', [timelockRoleIds.canceller, stranger])
    const facts = { calls: known([grant]), timelock: known(timelock) }
    expect(runOn(delayKept, facts).verdict).toBe('pass')
  })

  test('behavior: an admin beside the timelock itself', () => {
    const roles = {
      ...timelock.roles,
      admin: { open: false, holders: [timelockAddress, stranger] },
    }
    const facts = { calls: known([upgradeCall]), timelock: known({ ...timelock, roles }) }
    expect(runOn(delayKept, facts).verdict).toBe('fail')
  })

  test('behavior: a call to the timelock that cannot be read is unknown', () => {
    const hidden = rawCallTo(timelockAddress, '0xdeadbeef')
    const facts = { calls: known([hidden]), timelock: known(timelock) }
    expect(runOn(delayKept, facts).verdict).toBe('unknown')
  })

  test.each([
    ['default', timelockRoleIds.defaultAdmin],
    ['older', timelockRoleIds.legacyAdmin],
  ])('error: a new admin, by the %s name of the role', (_, role) => {
    const grant = callTo(timelockAddress, 'grantRole', [role, stranger])
    const facts = { calls: known([grant]), timelock: known(timelock) }
    expect(runOn(delayKept, facts)).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: `${stranger} becomes admin` }],
    })
  })

  test.each([
    ['anyone grants roles', { roles: { ...timelock.roles, admin: { open: true, holders: [] } } }],
    ['anyone proposes', { roles: { ...timelock.roles, proposer: { open: true, holders: [] } } }],
    ['is 0 s', { minDelay: 0n }],
  ])('error: a timelock in which %s', (what, change) => {
    const facts = { calls: known([upgradeCall]), timelock: known({ ...timelock, ...change }) }
    expect(runOn(delayKept, facts)).toMatchObject({ verdict: 'fail', evidence: [{ what }] })
  })

  test('behavior: the same calls on another timelock, and the same delay again, take nothing away', () => {
    const grant = callTo(stranger, 'grantRole', [timelockRoleIds.proposer, stranger])
    const same = callTo(timelockAddress, 'updateDelay', [timelock.minDelay])
    const facts = { calls: known([grant, same]), timelock: known(timelock) }
    expect(runOn(delayKept, facts).verdict).toBe('pass')
  })

  test('behavior: a smaller number is a shorter delay in no other function', () => {
    const threshold = callTo(timelockAddress, 'changeThreshold', [1n])
    const transfer = callTo(timelockAddress, 'transferOwnership', [stranger])
    const facts = { calls: known([threshold, transfer]), timelock: known(timelock) }
    expect(runOn(delayKept, facts).verdict).toBe('pass')
  })
})

const first = operationOf(contentOf([upgradeCall]))
const loose = operationOf(contentOf([callTo(proxy, 'transferOwnership', [stranger])]))
const after = operationOf(contentOf([callTo(proxy, 'transferOwnership', [stranger])], first.id))
const elsewhere = operationOf(contentOf([slower]))

describeCheck(operationsLinked, {
  bad: { operation: known(first), 'pending operations': known([loose]) },
  twin: { operation: known(first), 'pending operations': known([after]) },
})

describe('TL-02', () => {
  test('behavior: the order holds from either side, and through others between', () => {
    const between = operationOf(contentOf([slower], first.id))
    const last = operationOf(
      contentOf([callTo(proxy, 'transferOwnership', [stranger])], between.id),
    )
    const pending = [first, between, last]
    for (const operation of [first, last]) {
      const facts = { operation: known(operation), 'pending operations': known(pending) }
      expect(runOn(operationsLinked, facts).verdict).toBe('pass')
    }
  })

  test('behavior: other contracts are another matter', () => {
    const facts = { operation: known(first), 'pending operations': known([elsewhere]) }
    expect(runOn(operationsLinked, facts).verdict).toBe('pass')
  })

  test('behavior: one contract in common is enough, whatever else each of them calls', () => {
    const mixed = contentOf([slower, callTo(proxy, 'transferOwnership', [stranger])])
    const operation = operationOf(
      contentOf([callTo(stranger, 'transfer', [proxy, 1n]), upgradeCall]),
    )
    const facts = {
      operation: known(operation),
      'pending operations': known([operationOf(mixed)]),
    }
    expect(runOn(operationsLinked, facts).verdict).toBe('fail')
  })

  test('behavior: predecessors in a circle end', () => {
    const a = { ...loose, id: `0x${'a'.repeat(64)}` as const }
    const b = { ...loose, id: `0x${'b'.repeat(64)}` as const }
    const pending = [
      { ...a, content: { ...a.content, predecessor: b.id } },
      { ...b, content: { ...b.content, predecessor: a.id } },
    ]
    const facts = { operation: known(first), 'pending operations': known(pending) }
    expect(runOn(operationsLinked, facts).verdict).toBe('fail')
  })
})

describe('TL-02, simulated', () => {
  const ids = [first.id, loose.id]
  const order = (executed: OperationOrder['executed'], broken: readonly string[] = []) => ({
    executed,
    refused: [],
    broken,
  })
  const all = [order([]), order([first.id]), order([loose.id]), order(ids)]
  const judge = (orders: Partial<OperationOrders>, other = after) =>
    runOn(operationsLinked, {
      operation: known(first),
      'pending operations': known([other]),
      'operation orders': known({
        operations: ids,
        conditions: 1,
        orders: all,
        untried: [],
        ...orders,
      }),
    })

  test('error: a part of them breaks what all of them keep', () => {
    const orders = [order([]), order([first.id], ['unseeded']), order([loose.id]), order(ids)]
    expect(judge({ orders })).toMatchObject({
      verdict: 'fail',
      evidence: [{ where: `after ${first.id}`, what: 'unseeded' }],
    })
  })

  test('default', () => {
    expect(judge({}).verdict).toBe('pass')
  })

  test('behavior: what is loosely related asks for a look, and fails where nothing is declared', () => {
    expect(judge({}, loose).verdict).toBe('warn')
    expect(judge({ conditions: 0 }, loose).verdict).toBe('fail')
    expect(judge({ conditions: 0 }).verdict).toBe('pass')
  })

  test('behavior: an order is told as it was executed, and what was tried is counted', () => {
    const orders = [order([], ['empty']), order(ids, ['drained'])]
    expect(judge({ operations: [...ids, elsewhere.id], orders })).toMatchObject({
      detail: expect.stringContaining('States of 3 operations that were reached: 2;'),
      evidence: [
        { where: 'before any of them', what: 'empty' },
        { where: `after ${first.id}, then ${loose.id}`, what: 'drained' },
      ],
    })
    expect(judge({ orders: [order(ids)] }).detail).toContain('States of 2 operations')
    expect(judge({ operations: [first.id], orders: [order([])] }).detail).toBe(
      'No order of pending operations does harm. No other operation is pending that could be executed.',
    )
  })

  test('behavior: of much harm the first is told, and how much more there is', () => {
    const broken = Array.from({ length: 25 }, (_, index) => `condition ${index}`)
    const { evidence } = judge({ orders: [order([first.id], broken)] })
    expect(evidence).toHaveLength(25)
    expect(evidence.at(-1)).toEqual({ where: '…', what: '1 more' })
    const { evidence: all } = judge({ orders: [order([first.id], broken.slice(1))] })
    expect(all).toHaveLength(24)
    expect(all.at(-1)?.what).toBe('condition 24')
  })

  test('behavior: what was not tried is unknown', () => {
    const untried = [{ where: 'orders', what: 'of 7 pending operations only pairs were tried' }]
    expect(judge({ untried })).toMatchObject({ verdict: 'unknown', evidence: untried })
  })
})

describeCheck(executorChosen, {
  bad: {
    timelock: known(timelock),
    operation: known(first),
    'pending operations': known([loose]),
  },
  twin: {
    timelock: known({
      ...timelock,
      roles: { ...timelock.roles, executor: { open: false, holders: [stranger] } },
    }),
    operation: known(first),
    'pending operations': known([loose]),
  },
})

test('behavior: an open executor does no harm where nothing depends on the moment', () => {
  const facts = { timelock: known(timelock), operation: known(first) }
  for (const pending of [[], [after], [elsewhere]]) {
    expect(runOn(executorChosen, { ...facts, 'pending operations': known(pending) })).toMatchObject(
      {
        verdict: 'pass',
        evidence: [],
      },
    )
  }
})

describeCheck(idRecomputed, {
  bad: { operation: known({ ...first, id: zeroHash }) },
  twin: { operation: known(first) },
})

const chosen = (delay: bigint) => ({
  timelock: known(timelock),
  operation: known(first),
  'operation delay': known(delay),
})
const hasty = known({ ...timelock, minDelay: 3_600n })

describeCheck(slowEnough, {
  bad: { ...chosen(7_200n), timelock: hasty },
  twin: chosen(172_800n),
})

test('behavior: a day is enough, and a second less is not', () => {
  const lower = known({ ...timelock, minDelay: 3_600n })
  const day = (delay: bigint) => runOn(slowEnough, { ...chosen(delay), timelock: lower }).verdict
  expect([day(86_399n), day(86_400n)]).toEqual(['fail', 'pass'])
  const least = (minDelay: bigint) =>
    runOn(slowEnough, {
      timelock: known({ ...timelock, minDelay }),
      operation: known(first),
    })
  expect(least(86_399n)).toMatchObject({
    verdict: 'unknown',
    evidence: [{ where: 'minimum delay' }, { what: 'not chosen yet' }],
  })
  expect(least(86_400n).verdict).toBe('pass')
})

test('behavior: a delay that the timelock will refuse', () => {
  expect(runOn(slowEnough, chosen(100_000n))).toMatchObject({
    verdict: 'fail',
    detail: 'The timelock refuses a delay below its minimum.',
  })
})

test('behavior: before a delay is chosen the minimum of the timelock counts', () => {
  const unchosen = { known: false, reason: 'nobody has chosen its delay yet' } as const
  const facts = { ...chosen(0n), 'operation delay': unchosen }
  expect(runOn(slowEnough, facts)).toMatchObject({
    verdict: 'pass',
    detail: 'The timelock takes no less than 172800 s (2 days).',
  })
  expect(runOn(slowEnough, { ...facts, timelock: hasty })).toMatchObject({ verdict: 'unknown' })
})
