import { describe, expect, test } from 'vitest'
import { queued } from './__fixtures__/queued'
import { position } from './__fixtures__/scheduling-log'
import type { QueuedInstance } from './queued-operation'
import { standingWhereHeld } from './standing-where-held'

const executed = { executed: position }
const cancelled = { cancelled: position }

describe('standingWhereHeld', () => {
  test.each<[string, boolean, Partial<QueuedInstance>, bigint]>([
    ['waiting', true, {}, 99n],
    ['ready', true, {}, 100n],
    ['ready', true, { expires: 200n }, 200n],
    ['stale', true, { expires: 200n }, 201n],
    ['executed', false, executed, 150n],
    ['cancelled', false, cancelled, 150n],
  ])('default: %s', (standing, held, instance, now) => {
    const operation = queued('compound', instance)
    expect(standingWhereHeld({ operation, held, now })).toEqual({ standing, eta: 100n })
  })

  test('error: held although its events closed it', () => {
    for (const [instance, word] of [
      [executed, 'executed'],
      [cancelled, 'cancelled'],
    ] as const) {
      const operation = queued('compound', instance)
      expect(standingWhereHeld({ operation, held: true, now: 50n })).toEqual({
        standing: 'waiting',
        eta: 100n,
        incident: `Its events say that it was ${word}, yet the contract holds it still.`,
      })
    }
  })

  test('error: not held although no event closed it', () => {
    const operation = queued('compound')
    expect(standingWhereHeld({ operation, held: false, now: 50n })).toEqual({
      standing: 'passed',
      eta: 100n,
      incident: 'The contract does not hold it any more, and no event tells why.',
    })
  })

  test('behavior: without any scheduling, what is held is unknown', () => {
    const operation = queued('compound', {}, { instances: [] })
    expect(standingWhereHeld({ operation, held: true, now: 50n })).toEqual({ standing: 'unknown' })
    expect(standingWhereHeld({ operation, held: false, now: 50n })).toEqual({ standing: 'unset' })
  })
})
