import { zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import { layoutTimeAxis } from './time-axis'

const day = 86_400
const now = 1_000 * day + 40_000

/** Days from now. */
type Times = { scheduled: number; due: number; executed?: number; expires?: number }

function operationOf({ scheduled, due, executed, expires }: Times): ListedOperation {
  const seconds = (days: number) => BigInt(Math.round(now + days * day))
  const moment = (days: number) => ({ blockNumber: 1n, timestamp: seconds(days) })
  return {
    timelock: { chainId: 1, address: zeroAddress },
    kind: 'openzeppelin',
    id: zeroHash,
    standing: 'waiting',
    due: seconds(due),
    expires: expires === undefined ? undefined : seconds(expires),
    scheduled: { ...moment(scheduled), transactionHash: zeroHash },
    cancelled: undefined,
    executed: executed === undefined ? undefined : moment(executed),
    isFinal: true,
    predecessor: undefined,
    predecessorDone: undefined,
    waitsFor: undefined,
    calls: 1,
    targets: [],
    selectors: [],
    proposer: undefined,
    instances: 1,
    risks: [],
    told: { known: false, reason: 'not asked' },
    mismatch: undefined,
    operation: undefined,
  }
}

const layOut = (...times: Times[]) => layoutTimeAxis(times.map(operationOf), now)
const waits = (days: number): Times => ({ scheduled: -1, due: days })
const old: Times = { scheduled: -40, due: -38, executed: -37 }

describe('what waits can be told apart', () => {
  test('default: one day from the next', () => {
    const { lanes, now: at } = layOut(waits(1), waits(2), waits(3))
    const [one = 0, two = 0, three = 0] = lanes.map(({ due }) => due)
    expect(at).toBeGreaterThan(10)
    expect(two - one).toBeGreaterThan(8)
    expect(three - two).toBeGreaterThan(8)
  })

  test('behavior: however old the rest is, which is counted', () => {
    const { lanes, over, now: at } = layOut(waits(1), waits(2), old, old)
    expect(lanes).toHaveLength(2)
    expect(over).toBe(2)
    expect((lanes[1]?.due ?? 0) - (lanes[0]?.due ?? 0)).toBeGreaterThan(8)
    expect(at).toBeLessThan(85)
  })

  test('behavior: however late one is, which ends at the edge', () => {
    const { lanes } = layOut(waits(1), waits(2), waits(3), waits(365))
    expect(lanes.map(({ outside }) => outside === 'after')).toEqual([false, false, false, true])
    expect(lanes[3]?.due).toBe(100)
    expect((lanes[1]?.due ?? 0) - (lanes[0]?.due ?? 0)).toBeGreaterThan(8)
  })

  test('behavior: twin, one that waits for a year alone is in the window', () => {
    const { lanes } = layOut(waits(365))
    expect(lanes[0]?.outside).toBeUndefined()
    expect(lanes[0]?.due).toBeGreaterThan(50)
    expect(lanes[0]?.due).toBeLessThan(100)
  })
})

describe('what is over', () => {
  test('behavior: has all of the window where nothing is open', () => {
    const { lanes, over, now: at } = layOut(old, { ...old, executed: -20 })
    expect(lanes).toHaveLength(2)
    expect(over).toBe(0)
    expect(lanes[0]?.closed).toMatchObject({ what: 'executed' })
    expect(lanes[1]?.closed?.at).toBeGreaterThan((lanes[0]?.closed?.at ?? 0) + 10)
    expect(at).toBeGreaterThan(80)
  })

  test('behavior: expired long ago it has no lane beside what waits; still open it has one', () => {
    const expired: Times = { scheduled: -60, due: -58, expires: -44 }
    expect(layOut(waits(2), expired)).toMatchObject({ over: 1, lanes: [{}] })
    expect(layOut(waits(2), { scheduled: -60, due: -58 })).toMatchObject({
      over: 0,
      lanes: [{}, { from: 0, due: 0, outside: 'before' }],
    })
  })

  test('behavior: of a day ago it is beside what waits', () => {
    const { lanes, over } = layOut(waits(2), { scheduled: -4, due: -2, executed: -1 })
    expect(over).toBe(0)
    expect(lanes[1]?.from).toBeGreaterThan(0)
  })
})

test('behavior: places stay within the window whatever the times are', () => {
  const { lanes, ticks, end, start } = layOut(waits(1e9), { scheduled: -1e4, due: 1e12 })
  for (const { from, due, served } of lanes) {
    for (const place of [from, due, served]) {
      expect(place).toBeGreaterThanOrEqual(0)
      expect(place).toBeLessThanOrEqual(100)
    }
  }
  expect(end).toBeGreaterThan(start)
  expect(ticks.length).toBeLessThan(10)
})
