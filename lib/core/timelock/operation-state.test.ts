import { zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { isBlocked } from './is-blocked'
import { operationState } from './operation-state'

describe('operationState', () => {
  test.each([
    [0n, 100n, 'unset'],
    [0n, 0n, 'unset'],
    [1n, 100n, 'done'],
    // Read 1 is done, not the year 1970.
    [1n, 0n, 'done'],
    [2n, 2n, 'ready'],
    [100n, 99n, 'waiting'],
    [100n, 100n, 'ready'],
    [100n, 101n, 'ready'],
    // It never expires.
    [100n, 2n ** 64n, 'ready'],
  ] as const)('default: timestamp %s at %s is %s', (timestamp, now, state) => {
    expect(operationState({ timestamp, now })).toBe(state)
  })
})

describe('isBlocked', () => {
  const predecessor = `0x${'11'.repeat(32)}` as const
  test.each([
    ['ready', predecessor, 'waiting', true],
    ['ready', predecessor, 'unset', true],
    ['ready', predecessor, 'ready', true],
    ['ready', predecessor, undefined, true],
    ['ready', predecessor, 'done', false],
    ['ready', zeroHash, undefined, false],
    ['waiting', predecessor, 'waiting', false],
    ['done', predecessor, 'unset', false],
    ['unset', predecessor, 'unset', false],
  ] as const)(
    'default: %s after %s that is %s',
    (state, predecessor, predecessorState, blocked) => {
      expect(isBlocked({ state, predecessor, predecessorState })).toBe(blocked)
    },
  )
})
