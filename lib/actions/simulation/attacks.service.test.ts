import { type Address, encodeFunctionData, getAddress, type Hex, parseAbi, slice } from 'viem'
import { getStorageAt } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import {
  adminUpgrade,
  encodeInitialize,
  findingOf,
  fund,
  type IncidentWorld,
  openIncidentWorld,
  owner,
  ownUpgrade,
  plainUpgrade,
} from '@/test/simulation/incident-world'

let world: IncidentWorld

beforeAll(async () => {
  world = await openIncidentWorld()
}, 120_000)
afterAll(() => world?.stop())

/** Upgrades a transparent proxy by its ProxyAdmin and says what every check finds. */
async function upgradeTransparent(
  file: string,
  { from, to, migration }: { from: string; to: string; migration?: Hex | undefined },
  prepare?: (proxy: Address) => Promise<void>,
) {
  const proxy = await world.proxyOf(await world.deploy(file, from), encodeInitialize())
  await prepare?.(proxy)
  const word = await getStorageAt(world.chain, { address: proxy, slot: eip1967Slots.admin })
  const admin = getAddress(slice(word ?? '0x', 12))
  return await world.simulate({
    protocol: { proxies: [{ name: 'Vault', address: proxy }], deploymentBlock: 0 },
    calls: [adminUpgrade(admin, proxy, await world.deploy(file, to), migration)],
  })
}

async function verdicts(report: Awaited<ReturnType<typeof upgradeTransparent>>) {
  return Object.fromEntries(
    report.findings.map((one) => [
      one.check,
      `${one.verdict}: ${one.detail} ${one.evidence.map(({ where, what }) => `${where} ${what}`).join(' | ')}`,
    ]),
  )
}

describe('Pike', () => {
  test('error: the bad patch', async () => {
    const t = Date.now()
    const report = await upgradeTransparent(
      'Pike',
      { from: 'PikeV1', to: 'PikePausedFirst' },
      (proxy) => fund(world.chain, proxy, 5n),
    )
    console.log(
      report.simulation.steps.map((s) => JSON.stringify(s.outcome.status)),
      report.simulation.gaps,
      await verdicts(report),
      Date.now() - t,
    )
  })
  test('default: its twin', async () => {
    const t = Date.now()
    const report = await upgradeTransparent('Pike', { from: 'PikeV1', to: 'PikePausedLast' })
    console.log(await verdicts(report), Date.now() - t)
  })
})
