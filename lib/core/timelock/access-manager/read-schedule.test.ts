import { concat } from 'viem'
import { describe, expect, test } from 'vitest'
import { queued, word, words } from '@/lib/core/timelock/kind/__fixtures__/queued'
import { position } from '@/lib/core/timelock/kind/__fixtures__/scheduling-log'
import type { QueuedInstance } from '@/lib/core/timelock/kind/queued-operation'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import { readSchedule } from './read-schedule'

const caller = '0x0000000000000000000000000000000000000001'
const target = '0x0000000000000000000000000000000000000002'
const scheduled = { proposer: caller, calls: [{ target, value: 0n, data: '0x12345678' }] } as const

/** Answers of `getSchedule`, `getNonce` and `expiration`. */
const read = (
  [timepoint, nonce]: readonly [bigint, bigint],
  instance: Partial<QueuedInstance>,
  { now = 150n, canCall }: { now?: bigint; canCall?: Answer } = {},
) => {
  const operation = queued('access-manager', { nonce: 1n, ...instance }, scheduled)
  const answers = [...words(timepoint, nonce, 50n), canCall]
  const known = readSchedule({ operation, answers, now })
  return known.known ? known.value : known
}

describe('readSchedule', () => {
  test('default: held', () => {
    expect(read([100n, 1n], {}, { now: 99n })).toEqual({
      standing: 'waiting',
      eta: 100n,
      expires: 149n,
    })
    expect(read([100n, 1n], {}, { now: 149n })).toMatchObject({ standing: 'ready' })
  })

  test('default: over', () => {
    expect(read([0n, 1n], { executed: position })).toEqual({ standing: 'executed', eta: 100n })
    expect(read([0n, 1n], { cancelled: position })).toEqual({ standing: 'cancelled', eta: 100n })
    expect(read([0n, 1n], {})).toEqual({ standing: 'stale', eta: 100n, expires: 149n })
  })

  test('error: gone before it has expired, and nothing tells why', () => {
    expect(read([0n, 1n], {}, { now: 149n })).toMatchObject({
      standing: 'passed',
      incident: 'The manager does not hold it any more, and no event tells why.',
    })
  })

  test('error: another nonce or time than its events tell', () => {
    const incident = 'The manager holds another scheduling of it than its events tell of.'
    expect(read([100n, 2n], {}, { now: 1n })).toMatchObject({ standing: 'waiting', incident })
    expect(read([101n, 1n], {}, { now: 1n })).toMatchObject({ eta: 101n, incident })
    expect(read([100n, 1n], { executed: position }, { now: 1n })).toMatchObject({ incident })
    expect(read([0n, 2n], {})).toEqual({
      standing: 'passed',
      incident: 'The manager has counted 2 schedulings of it, and its events tell of 1.',
    })
  })

  test('error: never counted', () => {
    expect(read([0n, 0n], {})).toMatchObject({ standing: 'unset', incident: expect.any(String) })
  })

  test('behavior: what its caller may not call is blocked once it is due', () => {
    const canCall = (immediate: bigint, delay: bigint) => concat([word(immediate), word(delay)])
    const at = (now: bigint, answer: Answer) => read([100n, 1n], {}, { now, canCall: answer })
    expect(at(120n, canCall(0n, 0n))).toMatchObject({ standing: 'blocked' })
    expect(at(99n, canCall(0n, 0n))).toMatchObject({ standing: 'waiting', refused: true })
    expect(at(99n, canCall(0n, 60n))).not.toHaveProperty('refused')
    expect(at(120n, canCall(0n, 60n))).toMatchObject({ standing: 'ready' })
    expect(at(120n, canCall(1n, 0n))).toMatchObject({ standing: 'ready' })
    expect(at(120n, undefined)).toMatchObject({ standing: 'ready' })
  })
})
