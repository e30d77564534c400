import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tryGetters } from '@/lib/actions/simulation/try-getters'
import { tryStorage } from '@/lib/actions/simulation/try-storage'
import { findingOf } from '@/test/incidents/finding-of'
import { readIncidents } from '@/test/incidents/mini-incidents'
import { type MiniWorld, owner, startMiniWorld } from '@/test/incidents/simulate-mini'

let world: MiniWorld
beforeAll(async () => {
  world = await startMiniWorld(readIncidents, [tryGetters, tryStorage])
}, 120_000)
afterAll(() => world?.stop())

const one = 10n ** 18n

describe('dYdX: two slots become one', () => {
  test('error: the bad pair', async () => {
    const report = await world.simulate({
      from: 'Stakes',
      to: 'StakesPacked',
      setup: [['setUp', one]],
    })
    const { proxy } = report
    const { verdict, evidence } = findingOf(report, 'SM-04')
    expect(verdict).toBe('fail')
    expect(evidence).toContainEqual({
      where: `${proxy} exchangeRate()`,
      what: '1000000000000000000 → 0; nothing behind it was written',
    })
    expect(report.reads).toMatchObject({
      known: true,
      value: expect.arrayContaining([
        { contract: proxy, expression: 'exchangeRate()', before: String(one), after: '0' },
        {
          contract: proxy,
          expression: `stakeOf(${owner})`,
          before: '100',
          after: '0',
        },
      ]),
    })
    expect(findingOf(report, 'ST-11')).toMatchObject({
      verdict: 'fail',
      evidence: expect.arrayContaining([
        {
          where: expect.stringContaining('exchangeRate'),
          what: expect.stringContaining('is zero after the patch; stake(uint256) rely on it'),
        },
      ]),
    })
  })

  test('default', async () => {
    const report = await world.simulate({
      from: 'Stakes',
      to: 'StakesAppended',
      setup: [['setUp', one]],
      migration: ['setCap', one],
    })
    expect(findingOf(report, 'SM-04')).toMatchObject({ verdict: 'pass' })
    expect(findingOf(report, 'ST-11')).toMatchObject({ verdict: 'pass' })
    expect(report.reads).toEqual({ known: true, value: [] })
  })

  test('behavior: what was written reads as it was written', async () => {
    const report = await world.simulate({
      from: 'Stakes',
      to: 'StakesRerated',
      setup: [['setUp', one]],
      migration: ['setRate', 5n],
    })
    expect(findingOf(report, 'SM-04')).toMatchObject({
      verdict: 'pass',
      evidence: expect.arrayContaining([
        {
          where: `${report.proxy} exchangeRate()`,
          what: '1000000000000000000 → 5; exchangeRate was written so',
        },
      ]),
    })
    expect(report.reads).toEqual({ known: true, value: [] })
  })
})

describe('Pike: every variable moves', () => {
  test('error: the bad pair', async () => {
    const report = await world.simulate({ from: 'Pool', to: 'PoolPaused', setup: [['setUp']] })
    expect(findingOf(report, 'SM-04').verdict).toBe('fail')
  })

  test('error: a getter that no longer answers', async () => {
    const report = await world.simulate({ from: 'Pool', to: 'PoolRefusing', setup: [['setUp']] })
    expect(findingOf(report, 'SM-04')).toMatchObject({
      verdict: 'fail',
      evidence: expect.arrayContaining([
        {
          where: `${report.proxy} ratio(1)`,
          what: '2 → reverts (not now); it no longer answers',
        },
      ]),
    })
  })

  test('default', async () => {
    const report = await world.simulate({ from: 'Pool', to: 'PoolAppended', setup: [['setUp']] })
    expect(findingOf(report, 'SM-04').verdict).toBe('pass')
    expect(findingOf(report, 'ST-11')).toMatchObject({
      verdict: 'pass',
      evidence: [
        {
          where: expect.stringContaining('pausedAt'),
          what: 'is zero after the patch; no function reads it',
        },
      ],
    })
  })
})

describe('Ronin: an initializer is skipped', () => {
  const setup = [['setUp']] as const

  test('error: the bad pair', async () => {
    const migration = ['initializeV4', 1n] as const
    const report = await world.simulate({ from: 'Gateway', to: 'GatewayVoted', setup, migration })
    const { verdict, evidence } = findingOf(report, 'ST-11')
    expect(verdict).toBe('fail')
    expect(evidence[0]).toEqual({
      where: expect.stringContaining('_totalWeight'),
      what: 'is zero after the patch; minimumVoteWeight(), withdraw(bytes32) rely on it, and only addOperator(address,uint256) sets it',
    })
  })

  test('default', async () => {
    const migration = ['initializeBoth', 100n, 1n] as const
    const report = await world.simulate({ from: 'Gateway', to: 'GatewayVoted', setup, migration })
    expect(findingOf(report, 'ST-11')).toMatchObject({
      verdict: 'pass',
      evidence: expect.arrayContaining([
        {
          where: expect.stringContaining('_paid'),
          what: 'is zero after the patch; it counts up from zero',
        },
        {
          where: expect.stringContaining('_paused'),
          what: 'is zero after the patch; it is false until pause() sets it',
        },
      ]),
    })
  })

  test('behavior: without sources it is seen in the code, and never a pass', async () => {
    const patch = { from: 'Gateway', to: 'GatewayVoted', setup, withSources: false }
    const bad = await world.simulate({ ...patch, migration: ['initializeV3', 100n] })
    expect(findingOf(bad, 'ST-11').verdict).toBe('fail')
    const good = await world.simulate({ ...patch, migration: ['initializeBoth', 100n, 1n] })
    expect(findingOf(good, 'ST-11').verdict).toBe('unknown')
    expect(findingOf(good, 'SM-04').verdict).toBe('unknown')
  })
})

test('behavior: hostile getters', async () => {
  const report = await world.simulate({ from: 'Plain', to: 'Hostile' })
  const { verdict, evidence } = findingOf(report, 'SM-04')
  expect(verdict).toBe('fail')
  const told = Object.fromEntries(
    evidence.map(({ where, what }) => [where.replace(`${report.proxy} `, ''), what]),
  )
  expect(told).toMatchObject({
    'spin()': '1 → reverts (uses up all gas); it no longer answers',
    'gasLeft()': expect.stringContaining('its answer depends on the gas it is given'),
    'text()': '"a" → "⟨U+202E⟩<b>"; nothing behind it was written',
    'flood()': expect.stringContaining('nothing behind it was written'),
  })
  expect(told).not.toHaveProperty('clock()')
  expect(told).not.toHaveProperty('kept()')
})
