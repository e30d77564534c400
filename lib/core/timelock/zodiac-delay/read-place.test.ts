import { maxUint256 } from 'viem'
import { describe, expect, test } from 'vitest'
import { queued, word, words } from '@/lib/core/timelock/kind/__fixtures__/queued'
import { hashModuleTransaction } from './hash-module-transaction'
import { readPlace } from './read-place'

const operation = queued('zodiac-delay', { nonce: 7n }, { silent: true })
const hash = hashModuleTransaction(operation.calls[0]!)

/** A cooldown of 50 seconds from second 50 on, which ends in 10. */
const read = ({
  next = 7n,
  end = 9n,
  stored = hash,
  now = 105n,
  cooldown = 50n,
  expiration = 10n,
} = {}) => {
  const answers = [...words(next, end, cooldown, expiration, 50n), stored]
  const known = readPlace({ operation, answers, now })
  return known.known ? known.value : known
}

describe('readPlace', () => {
  test('default: the next one, by the time', () => {
    expect(read({ now: 99n })).toEqual({ standing: 'waiting', eta: 100n, expires: 110n })
    expect(read({ now: 100n })).toMatchObject({ standing: 'ready' })
    expect(read({ now: 110n })).toMatchObject({ standing: 'ready' })
    expect(read({ now: 111n })).toMatchObject({ standing: 'stale' })
    expect(read({ now: 10_000n, expiration: 0n })).toEqual({ standing: 'ready', eta: 100n })
  })

  test('default: behind others it is blocked, and before them it is over', () => {
    expect(read({ next: 5n })).toMatchObject({ standing: 'blocked', waitsFor: word(5n) })
    expect(read({ next: 5n, now: 99n })).toMatchObject({ standing: 'waiting', waitsFor: word(5n) })
    expect(read({ next: 8n })).toMatchObject({ standing: 'passed' })
  })

  test('error: not in the queue', () => {
    expect(read({ end: 7n })).toEqual({
      standing: 'unset',
      incident: 'Its event says that it was added; the queue ends before 7.',
    })
    expect(read()).not.toHaveProperty('incident')
  })

  test('behavior: a cooldown that no clock reaches', () => {
    const cooldown = maxUint256
    expect(read({ cooldown, expiration: 0n })).toEqual({ standing: 'waiting', eta: maxUint256 })
    expect(read({ cooldown })).toMatchObject({ standing: 'waiting', refused: true })
  })

  test('behavior: an expiration that the contract cannot add', () => {
    const expiration = maxUint256
    expect(read({ expiration })).toMatchObject({
      standing: 'blocked',
      eta: 100n,
      refused: true,
      incident: expect.stringContaining('more than the contract can count'),
    })
    const longest = maxUint256 - 100n
    expect(read({ expiration: longest })).toEqual({
      standing: 'ready',
      eta: 100n,
      expires: maxUint256,
    })
  })

  test('error: another transaction at its place', () => {
    expect(read({ stored: word(1n) })).toMatchObject({
      standing: 'ready',
      incident: 'The queue holds another transaction at this place than its event tells.',
    })
  })
})
