import { type Hash, keccak256, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { queued, words } from '@/lib/core/timelock/kind/__fixtures__/queued'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import { readPlan } from './read-plan'

const read = (codeHash: Hash, code: Answer, { now = 150n, held = 1n } = {}) => {
  const calls = [{ target: zeroAddress, value: 0n, data: '0x', codeHash } as const]
  const operation = queued('ds-pause', {}, { calls })
  const known = readPlan({ operation, answers: words(held), codes: [code], now })
  return known.known ? known.value : known
}

describe('readPlan', () => {
  test('default: the bound code', () => {
    expect(read(keccak256('0x6000'), '0x6000')).toEqual({ standing: 'ready', eta: 100n })
    expect(read(keccak256('0x6000'), '0x6000', { now: 99n })).toMatchObject({
      standing: 'waiting',
    })
  })

  test('error: other code blocks it once it is due', () => {
    const bound = keccak256('0x6000')
    const incident = `The code at its target has the hash ${keccak256('0x6001')}, not the plotted ${bound}: it is refused.`
    expect(read(bound, '0x6001')).toMatchObject({ standing: 'blocked', incident })
    expect(read(bound, '0x6001', { now: 99n })).toMatchObject({
      standing: 'waiting',
      refused: true,
      incident,
    })
    expect(read(bound, '0x')).toMatchObject({ standing: 'blocked' })
  })

  test('error: bound to an account without code', () => {
    for (const bound of [zeroHash, keccak256('0x')]) {
      expect(read(bound, '0x')).toMatchObject({
        standing: 'ready',
        incident: 'It is bound to an account without code: nothing would be run.',
      })
    }
  })

  test('error: code that could not be read', () => {
    expect(read(keccak256('0x6000'), undefined)).toEqual({
      known: false,
      reason: 'The code that the plan is bound to could not be read.',
    })
    expect(read(keccak256('0x6000'), undefined, { now: 99n })).toMatchObject({
      standing: 'waiting',
    })
  })

  test('behavior: what is over has no code to look at', () => {
    expect(read(keccak256('0x6000'), '0x6001', { held: 0n })).toMatchObject({ standing: 'passed' })
  })
})
