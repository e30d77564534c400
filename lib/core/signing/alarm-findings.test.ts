import { describe, expect, test } from 'vitest'
import type { Alarm } from '@/lib/core/patch/alarm'
import { alarmFinding, alarmFindings, isAnswerableAlarm } from './alarm-findings'
import { hashFinding } from './hash-finding'
import { isAnswerable } from './signing-gate'

const alarm: Alarm = {
  kind: 'roles',
  what: 'holders of the role of executor',
  before: '0x11',
  after: '0x11, 0x22',
  firstBlock: 7n,
  lastBlock: 9n,
}
const hashOf = (change: Partial<Alarm>) => {
  const finding = alarmFinding({ ...alarm, ...change })
  return finding && hashFinding(finding)
}

test('default: a judgement that failed, with both sides', () => {
  const [finding] = alarmFindings([alarm])
  expect(finding).toMatchObject({
    check: 'DF-01',
    subject: 'holders of the role of executor',
    detail: '0x11, now 0x11, 0x22',
  })
  expect(finding && isAnswerable(finding)).toBe(true)
})

test.each<[boolean, Partial<Alarm>]>([
  [true, { kind: 'roles' }],
  [true, { kind: 'delay' }],
  [true, { kind: 'effect' }],
  [true, { kind: 'safe', what: 'threshold of the Safe 0x11' }],
  [false, { kind: 'safe', what: 'singleton of the Safe 0x11' }],
  [false, { kind: 'code' }],
  [false, { kind: 'implementation' }],
  [false, { kind: 'predecessor' }],
])('args: %s for %j', (expected, change) => {
  expect(isAnswerableAlarm({ ...alarm, ...change })).toBe(expected)
  expect(alarmFindings([{ ...alarm, ...change }])).toHaveLength(expected ? 1 : 0)
})

describe('behavior', () => {
  test('behavior: what is over asks for no answer', () => {
    expect(alarmFindings([{ ...alarm, endedBlock: 9n }])).toEqual([])
  })

  test('behavior: an answer covers this change and no later one, however long it lasts', () => {
    expect(hashOf({ lastBlock: 12n })).toBe(hashOf({}))
    expect(hashOf({ after: '0x33' })).not.toBe(hashOf({}))
    expect(hashOf({ before: '0x33' })).not.toBe(hashOf({}))
    expect(hashOf({ what: 'holders of the role of proposer' })).not.toBe(hashOf({}))
  })
})
