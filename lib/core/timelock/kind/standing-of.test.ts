import { describe, expect, test } from 'vitest'
import { standingOf } from '@/lib/core/timelock/kind/standing-of'

const open = { due: 100n, cancelled: false, executed: false }

describe('standingOf', () => {
  test('default: time decides while nothing else does', () => {
    expect(standingOf(open, 99n)).toBe('waiting')
    expect(standingOf(open, 100n)).toBe('ready')
  })

  test('behavior: what expires can be executed in its last second, and not after', () => {
    expect(standingOf({ ...open, expires: 200n }, 200n)).toBe('ready')
    expect(standingOf({ ...open, expires: 200n }, 201n)).toBe('stale')
  })

  test('behavior: a predecessor that is not done blocks what is due, and nothing before', () => {
    expect(standingOf({ ...open, predecessorDone: false }, 100n)).toBe('blocked')
    expect(standingOf({ ...open, predecessorDone: false }, 99n)).toBe('waiting')
    expect(standingOf({ ...open, predecessorDone: true }, 100n)).toBe('ready')
  })

  test('behavior: what the contract would refuse is blocked when it is due, until it expires', () => {
    const refused = { ...open, expires: 200n, told: 'waiting' as const, refused: true }
    expect(standingOf(refused, 99n)).toBe('waiting')
    expect(standingOf(refused, 100n)).toBe('blocked')
    expect(standingOf(refused, 201n)).toBe('stale')
    expect(standingOf({ ...refused, told: 'passed' }, 100n)).toBe('passed')
    expect(standingOf({ ...refused, refused: false }, 100n)).toBe('ready')
  })

  test('behavior: events settle what the contract was not asked about', () => {
    expect(standingOf({ ...open, executed: true }, 100n)).toBe('executed')
    expect(standingOf({ ...open, cancelled: true }, 100n)).toBe('cancelled')
  })

  test('behavior: the contract wins over the events', () => {
    expect(standingOf({ ...open, executed: true, told: 'waiting' }, 100n)).toBe('ready')
    expect(standingOf({ ...open, told: 'executed' }, 100n)).toBe('executed')
    expect(standingOf({ ...open, told: 'unset' }, 100n)).toBe('unset')
    expect(standingOf({ ...open, executed: true, told: 'unset' }, 100n)).toBe('unset')
    expect(standingOf({ ...open, told: 'passed' }, 100n)).toBe('passed')
  })

  test('behavior: a contract that forgets what was cancelled does not contradict the event', () => {
    expect(standingOf({ ...open, cancelled: true, told: 'unset' }, 100n)).toBe('cancelled')
  })

  test('behavior: what nothing tells is unknown', () => {
    expect(standingOf({ ...open, told: 'unknown' }, 100n)).toBe('unknown')
    expect(standingOf({ ...open, executed: true, told: 'unknown' }, 100n)).toBe('executed')
  })
})
