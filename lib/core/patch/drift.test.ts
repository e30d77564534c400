import { type Address, numberToHex, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import type { Alarm } from '@/lib/core/patch/alarm'
import { stopsExecution } from '@/lib/core/patch/alarm'
import { completeLook, judgeDrift } from '@/lib/core/patch/drift'
import type { Look } from '@/lib/core/patch/look'
import type { WatchedFact } from '@/lib/core/patch/watched-fact'
import type { Effect, Effects } from '@/lib/core/simulation/effects'

const vault: Address = '0x521fe809562DCDE295A48D017b4571d1cA15041E'
const word = (value: bigint) => numberToHex(value, { size: 32 })

function effects(value: bigint, number: bigint): Effects {
  const effect: Effect = {
    kind: 'write',
    contract: vault,
    place: word(3n),
    name: '_borrowCap',
    before: word(0n),
    after: word(value),
  }
  const at = { number, timestamp: 1_795_000_000n + number }
  return { source: 'fork', at, ending: { status: 'done' }, effects: [effect], unseen: [] }
}

const unknown = { known: false, reason: 'the node is silent' } as const
const code = (value: string | undefined): WatchedFact => ({
  kind: 'code',
  what: `code of ${vault}`,
  value: value === undefined ? unknown : { known: true, value },
})
const roles = (value: string): WatchedFact => ({
  kind: 'roles',
  what: 'holders of the role of proposer',
  value: { known: true, value },
})
const predecessor = (value: string): WatchedFact => ({
  kind: 'predecessor',
  what: 'predecessor',
  value: { known: true, value },
})

function look(number: bigint, facts: readonly WatchedFact[], value = 7n): Look {
  const block = { number, hash: zeroHash, timestamp: 1_795_000_000n + number }
  return { block, facts, executes: 'operation', effects: effects(value, number) }
}

const first = look(100n, [code('0xaa'), roles('ada'), predecessor('scheduled')])

function alarmOf(overrides: Partial<Alarm>): Alarm {
  const { what } = code('')
  return {
    kind: 'code',
    what,
    before: '0xaa',
    after: '0xbb',
    firstBlock: 110n,
    lastBlock: 110n,
    ...overrides,
  }
}

describe('default', () => {
  test('blocks pass and nothing changes', () => {
    const now = look(200n, first.facts)
    expect(judgeDrift({ first, now, alarms: [] })).toEqual({ alarms: [], unseen: [] })
  })

  test('other code stands at the target', () => {
    const now = look(110n, [code('0xbb'), roles('ada'), predecessor('scheduled')])
    expect(judgeDrift({ first, now, alarms: [] })).toEqual({ alarms: [alarmOf({})], unseen: [] })
  })
})

test('behavior: a role is granted, an effect changes though no code does', () => {
  const now = look(110n, [code('0xaa'), roles('ada, grace'), predecessor('scheduled')], 9n)
  const { alarms } = judgeDrift({ first, now, alarms: [] })
  expect(alarms).toMatchObject([
    { kind: 'roles', before: 'ada', after: 'ada, grace' },
    {
      kind: 'effect',
      what: `_borrowCap of ${vault}`,
      before: `${word(0n)} → ${word(7n)}`,
      after: `${word(0n)} → ${word(9n)}`,
    },
  ])
  expect(alarms.map(stopsExecution)).toEqual([false, true])
})

test('behavior: a predecessor that comes nearer raises nothing, one that is cancelled does', () => {
  const at = (state: string) => look(110n, [code('0xaa'), roles('ada'), predecessor(state)])
  expect(judgeDrift({ first, now: at('done'), alarms: [] }).alarms).toEqual([])
  expect(judgeDrift({ first, now: at('unset'), alarms: [] }).alarms).toMatchObject([
    { kind: 'predecessor', before: 'scheduled', after: 'unset' },
  ])
})

describe('behavior: an alarm goes on and ends', () => {
  const raised = [alarmOf({})]
  const at = (number: bigint, value: string | undefined) =>
    look(number, [code(value), roles('ada'), predecessor('scheduled')])

  test('it lasts', () => {
    const { alarms } = judgeDrift({ first, now: at(120n, '0xcc'), alarms: raised })
    expect(alarms).toEqual([alarmOf({ after: '0xcc', lastBlock: 120n })])
  })

  test('it is as before', () => {
    const { alarms } = judgeDrift({ first, now: at(120n, '0xaa'), alarms: raised })
    expect(alarms).toEqual([alarmOf({ endedBlock: 120n })])
    expect(alarms.some(stopsExecution)).toBe(false)
  })

  test('it comes back as another', () => {
    const ended = [alarmOf({ endedBlock: 120n })]
    const { alarms } = judgeDrift({ first, now: at(130n, '0xbb'), alarms: ended })
    expect(alarms).toEqual([ended[0], alarmOf({ firstBlock: 130n, lastBlock: 130n })])
  })

  test('a node that does not answer ends none', () => {
    const { alarms, unseen } = judgeDrift({ first, now: at(120n, undefined), alarms: raised })
    expect(alarms).toEqual(raised)
    expect(unseen).toEqual([`code of ${vault}: the node is silent`])
  })

  test('a Safe that is not asked any more ends its own, nothing else does', () => {
    const ofSafe = alarmOf({ kind: 'safe', what: 'threshold of the Safe' })
    const { alarms, unseen } = judgeDrift({
      first,
      now: look(120n, [roles('ada'), predecessor('scheduled')]),
      alarms: [...raised, ofSafe],
    })
    expect(alarms).toEqual([raised[0], { ...ofSafe, endedBlock: 120n }])
    expect(unseen).toEqual([`code of ${vault}: was not looked at`])
  })
})

test('behavior: an effect that cannot be seen ends no alarm of an effect', () => {
  const raised = [alarmOf({ kind: 'effect', what: `_borrowCap of ${vault}` })]
  const now: Look = {
    ...look(120n, first.facts),
    effects: { ...effects(7n, 120n), ending: { status: 'unknown', reason: 'no Anvil' } },
  }
  expect(judgeDrift({ first, now, alarms: raised })).toEqual({
    alarms: raised,
    unseen: ['no Anvil'],
  })
})

test('behavior: what the first look did not see is taken from the next, what it saw stays', () => {
  const blind: Look = {
    ...look(100n, [code(undefined), roles('ada')]),
    effects: { ...effects(7n, 100n), ending: { status: 'reverted', reason: 'not yet' } },
  }
  const now = look(110n, [code('0xaa'), roles('grace')])
  expect(judgeDrift({ first: blind, now, alarms: [] }).unseen).toEqual([
    `code of ${vault}: was unknown`,
    'It was never seen to go through. not yet',
  ])
  const completed = completeLook(blind, now)
  expect(completed.facts).toEqual([roles('ada'), code('0xaa')])
  expect(completed.effects).toBe(now.effects)
  expect(completed.block).toBe(blind.block)
})

test('behavior: when a predecessor is done, what it has put behind a proxy is no drift', () => {
  const implementation = (value: string): WatchedFact => ({
    kind: 'implementation',
    what: `implementation behind ${vault}`,
    value: { known: true, value },
  })
  const begun = look(100n, [code('0xaa'), implementation('one'), predecessor('scheduled')])
  const judge = (now: Look) => {
    const completed = completeLook(begun, now)
    return judgeDrift({ first: completed, now, alarms: [] }).alarms.map(({ what }) => what)
  }
  const at = (state: string, target: string) =>
    look(110n, [code(target), implementation('two'), predecessor(state)])
  expect(judge(at('done', '0xaa'))).toEqual([])
  expect(judge(at('done', '0xbb'))).toEqual([`code of ${vault}`])
  expect(judge(at('scheduled', '0xaa'))).toEqual([`implementation behind ${vault}`])
})

test('behavior: a transaction and the operation that it schedules are not compared', () => {
  const proposed: Look = { ...first, executes: 'transaction' }
  const now = look(110n, first.facts, 9n)
  expect(completeLook(proposed, now).effects).toBe(now.effects)
  expect(judgeDrift({ first: proposed, now, alarms: [] })).toEqual({
    alarms: [],
    unseen: ['What is executed now was not seen to go through yet.'],
  })
})

test('behavior: many differences of effects are counted', () => {
  const many = (value: bigint): Effects => ({
    ...effects(value, 100n),
    effects: Array.from({ length: 40 }, (_, slot) => ({
      kind: 'write',
      contract: vault,
      place: word(BigInt(slot)),
      name: `slot ${slot}`,
      before: word(0n),
      after: word(value),
    })),
  })
  const { alarms } = judgeDrift({
    first: { ...first, effects: many(7n) },
    now: { ...look(110n, first.facts), effects: many(8n) },
    alarms: [],
  })
  expect(alarms).toHaveLength(31)
  expect(alarms.at(-1)).toMatchObject({ what: 'more effects', after: '10 more differ' })
})
