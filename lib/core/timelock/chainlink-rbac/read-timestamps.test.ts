import { describe, expect, test } from 'vitest'
import { queued, word, words } from '@/lib/core/timelock/kind/__fixtures__/queued'
import { position } from '@/lib/core/timelock/kind/__fixtures__/scheduling-log'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import { readTimestamps } from './read-timestamps'

const open = queued('chainlink-rbac')
const child = queued('chainlink-rbac', {}, { predecessor: word(8n) })
const read = (operation: typeof open, answers: readonly Answer[], now = 150n) => {
  const known = readTimestamps({ operation, answers, now })
  return known.known ? known.value : known
}

describe('readTimestamps', () => {
  test('default', () => {
    expect(read(open, words(100n), 99n)).toEqual({ standing: 'waiting', eta: 100n })
    expect(read(open, words(100n), 100n)).toEqual({ standing: 'ready', eta: 100n })
    const executed = queued('chainlink-rbac', { executed: position })
    expect(read(executed, words(1n))).toEqual({ standing: 'executed' })
    const cancelled = queued('chainlink-rbac', { cancelled: position })
    expect(read(cancelled, words(0n))).toEqual({ standing: 'cancelled' })
  })

  test('behavior: ready only once its predecessor is known to be done', () => {
    expect(read(child, words(100n, 1n))).toMatchObject({ standing: 'ready' })
    expect(read(child, words(100n, 120n))).toMatchObject({
      standing: 'blocked',
      waitsFor: word(8n),
    })
    expect(read(child, [word(100n), undefined])).toMatchObject({ standing: 'blocked' })
  })

  test('error: executed or gone, and no event tells of that', () => {
    expect(read(open, words(1n))).toEqual({
      standing: 'executed',
      incident: 'The contract has executed it, and no event tells of that.',
    })
    expect(read(open, words(0n))).toEqual({
      standing: 'unset',
      incident: 'The contract does not hold it, and no event tells why.',
    })
  })
})
