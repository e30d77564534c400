import { zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { words } from '@/lib/core/timelock/kind/__fixtures__/queued'
import { detectCompound } from './detect-compound'

const day = 86_400n
const detect = ({ delay = 2n * day, minimum = 2n * day, admin = 1n, pending = 0n } = {}) =>
  detectCompound({ answers: words(delay, minimum, 30n * day, 14n * day, admin, pending, 0n) })
const badges = (parameters: Parameters<typeof detect>[0]) =>
  detect(parameters)?.badges.map(({ id }) => id)

describe('detectCompound', () => {
  test('default', () => {
    expect(detect()).toMatchObject({ generation: 'original limits', badges: [] })
    expect(detect({ minimum: day })).toMatchObject({ generation: 'limits of its own', badges: [] })
  })

  test('behavior: what whoever relies on it should know', () => {
    expect(badges({ delay: day })).toEqual(['delay-out-of-bounds'])
    expect(badges({ delay: 31n * day })).toEqual(['delay-out-of-bounds'])
    expect(badges({ delay: 0n, minimum: 0n })).toEqual(['delay-zero'])
    expect(badges({ admin: BigInt(zeroAddress) })).toEqual(['no-admin'])
    expect(badges({ pending: 5n })).toEqual(['admin-change-pending'])
  })
})
