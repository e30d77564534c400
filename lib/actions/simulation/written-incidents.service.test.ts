import { type Address, encodeFunctionData, maxUint256, parseAbi, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tryAssets } from '@/lib/actions/simulation/try-assets'
import { findingOf } from '@/test/incidents/finding-of'
import { writtenIncidents } from '@/test/incidents/mini-incidents'
import {
  attacker,
  type MiniPatch,
  type MiniWorld,
  startMiniWorld,
  user,
} from '@/test/incidents/simulate-mini'

let world: MiniWorld
beforeAll(async () => {
  world = await startMiniWorld(writtenIncidents, [tryAssets])
}, 120_000)
afterAll(() => world?.stop())

const tokenAbi = parseAbi([
  'function mint(address to, uint256 amount)',
  'function transfer(address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
])

/** A silo that holds 1,000 of a token and a wei. */
async function trySilo(
  patch: Pick<MiniPatch, 'to' | 'migration'>,
  {
    kind = 'MiniToken',
    calls = () => [],
  }: { kind?: string; calls?: (token: Address) => MiniPatch['calls'] } = {},
) {
  const token = await world.deploy(kind)
  const report = await world.simulate(
    async (proxy) => ({
      from: 'Silo',
      setup: [
        ['setAsset', token],
        {
          target: token,
          value: 0n,
          data: encodeFunctionData({ abi: tokenAbi, functionName: 'mint', args: [proxy, 1_000n] }),
        },
        { target: proxy, value: 5n, data: '0x' },
      ],
      ...patch,
      calls: calls(token),
    }),
    'Silo',
  )
  return { report, token }
}

describe('Nomad: the key of zero is written', () => {
  test('error: the bad pair', async () => {
    const report = await world.simulate({
      from: 'Replica',
      to: 'ReplicaConfirmed',
      migration: ['initialize', zeroHash],
    })
    const { verdict, evidence } = findingOf(report, 'SM-01')
    expect(verdict).toBe('fail')
    expect(evidence[0]).toMatchObject({
      where: expect.stringContaining(`${report.proxy} confirmAt[${zeroHash}], slot 0x`),
      what: '0 → 1; the key is zero',
    })
  })

  test('default', async () => {
    const report = await world.simulate({
      from: 'Replica',
      to: 'ReplicaSame',
      migration: ['initialize'],
    })
    expect(findingOf(report, 'SM-01')).toMatchObject({ verdict: 'pass' })
    expect(findingOf(report, 'SM-02')).toMatchObject({ verdict: 'pass' })
    expect(findingOf(report, 'SM-03')).toMatchObject({ verdict: 'pass' })
  })
})

describe('Beanstalk and Curio: the migration moves value', () => {
  test('error: tokens leave, with an event and without', async () => {
    for (const kind of ['MiniToken', 'MiniQuietToken']) {
      const migration = ['migrate', attacker, 400n] as const
      const { report, token } = await trySilo({ to: 'SiloDrained', migration }, { kind })
      const { verdict, evidence } = findingOf(report, 'SM-02')
      expect(verdict).toBe('fail')
      expect(evidence).toContainEqual({
        where: `${token} of ${report.proxy}`,
        what: '1000 → 600 (-400)',
      })
      expect(evidence).toContainEqual({ where: `${token} of ${attacker}`, what: '0 → 400 (+400)' })
    }
  })

  test('error: ether leaves, and tokens are made', async () => {
    const ether = await trySilo({ to: 'SiloDrained', migration: ['migrateEther', attacker, 3n] })
    expect(findingOf(ether.report, 'SM-02')).toMatchObject({
      verdict: 'fail',
      evidence: expect.arrayContaining([
        { where: `ether of ${ether.report.proxy}`, what: '5 → 2 (-3)' },
      ]),
    })
    const made = await trySilo({ to: 'SiloDrained', migration: ['migrateMint', attacker, 3n] })
    expect(findingOf(made.report, 'SM-02')).toMatchObject({
      verdict: 'fail',
      evidence: [{ where: `${made.token} of ${attacker}`, what: '0 → 3 (+3)' }],
    })
  })

  test('default', async () => {
    const { report } = await trySilo({ to: 'SiloCounted', migration: ['migrate'] })
    for (const check of ['SM-01', 'SM-02', 'SM-03']) {
      expect(findingOf(report, check)).toMatchObject({ verdict: 'pass' })
    }
  })
})

describe('Hedgey: an approval remains', () => {
  test('error: the bad pair', async () => {
    const { report, token } = await trySilo({
      to: 'SiloDrained',
      migration: ['migrateApproval', attacker, maxUint256],
    })
    expect(findingOf(report, 'SM-03')).toMatchObject({
      verdict: 'fail',
      evidence: [
        { where: `${token}: ${attacker} may take from ${report.proxy}`, what: '0 → unlimited' },
      ],
    })
    expect(findingOf(report, 'SM-02').verdict).toBe('pass')
  })

  test('behavior: a plain call that says so asks for a look', async () => {
    const { report } = await trySilo(
      { to: 'SiloCounted', migration: ['migrate'] },
      {
        calls: (target) => [
          {
            target,
            value: 0n,
            data: encodeFunctionData({ abi: tokenAbi, functionName: 'approve', args: [user, 5n] }),
          },
        ],
      },
    )
    expect(findingOf(report, 'SM-03')).toMatchObject({ verdict: 'warn' })
    expect(findingOf(report, 'SM-01')).toMatchObject({ verdict: 'pass' })
  })
})
