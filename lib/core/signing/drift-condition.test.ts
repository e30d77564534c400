import { zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import type { Alarm } from '@/lib/core/patch/alarm'
import type { DriftReading } from '@/lib/core/patch/drift-reading'
import { driftCondition } from './drift-condition'
import { driftReasons } from './drift-reasons'

const now = 1_795_000_000n
const alarm: Alarm = {
  kind: 'code',
  what: 'code of 0x11',
  before: '0xaa',
  after: '0xbb',
  firstBlock: 7n,
  lastBlock: 9n,
}
const reading: DriftReading = {
  isRunning: false,
  first: { number: 5n, hash: zeroHash, timestamp: now - 5_000n },
  looked: { number: 9n, timestamp: now - 60n },
  unseen: [],
  problem: undefined,
  alarms: [{ ...alarm, endedBlock: 9n }],
}

const judge = (overrides: Partial<DriftReading>) => {
  const { verdict, detail } = driftCondition({ ...reading, ...overrides }, now)
  return [verdict, detail]
}

describe('driftCondition', () => {
  test('default', () => {
    expect(judge({})).toEqual(['pass', 'blocks 5 and 9 compared'])
  })

  test('behavior: an alarm that lasts fails, whatever else is unknown', () => {
    expect(judge({ alarms: [alarm], problem: { reason: 'silent', since: now } })).toEqual([
      'fail',
      'code of 0x11: 0xaa, now 0xbb',
    ])
  })

  test('behavior: what is for people to judge is no failure here, and no pass', () => {
    const roles = { ...alarm, kind: 'roles', what: 'holders' } as const
    const detail = 'holders: 0xaa, now 0xbb. It is for an owner to answer'
    expect(judge({ alarms: [roles] })).toEqual(['unknown', detail])
    expect(judge({ alarms: [roles, alarm] })[0]).toBe('fail')
  })

  test.each<[string, Partial<DriftReading>, string]>([
    ['a node that is silent', { problem: { reason: 'silent', since: now } }, 'silent'],
    ['no look', { looked: undefined, first: undefined }, 'Nobody has looked.'],
    ['a first look', { looked: undefined, isRunning: true }, 'It is being looked at.'],
    [
      'an old look',
      { looked: { number: 8n, timestamp: now - 601n } },
      'The last look is from block 8.',
    ],
    ['a look that did not see all', { unseen: ['no Anvil'] }, 'no Anvil'],
  ])('behavior: unknown with %s', (_, overrides, detail) => {
    expect(judge(overrides)).toEqual(['unknown', detail])
  })
})

test('driftReasons: what an execution rests on stops it, who may do what later does not', () => {
  expect(
    driftReasons([
      alarm,
      { ...alarm, kind: 'roles' },
      { ...alarm, kind: 'effect', endedBlock: 9n },
    ]),
  ).toEqual(['Drift: what it rests on is not as it was. code of 0x11: 0xaa, now 0xbb.'])
})
