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

type Told = Awaited<ReturnType<typeof upgradeTransparent>>

const verdictOf = (report: Told, id: string) => findingOf(report, id).verdict

/** What is told of a check, in lines. */
const toldOf = (report: Told, id: string) => {
  const { detail, evidence } = findingOf(report, id)
  return [detail, ...evidence.map(({ what }) => what)].join('\n')
}

/** Nothing that strangers try is red. Of what a patch writes and what roles may, other checks ask people to look. */
function expectNoFailure(report: Told, ...except: string[]) {
  const isOfStrangers = ({ check }: { check: string }) => !['SM-01', 'AC-03'].includes(check)
  const failed = report.findings.filter(isOfStrangers).filter(({ verdict }) => verdict === 'fail')
  expect(failed.map(({ check }) => check).filter((check) => !except.includes(check))).toEqual([])
}

describe('Pike: every variable moves', () => {
  test('error: the bad patch', async () => {
    const patch = { from: 'PikeV1', to: 'PikePausedFirst' }
    const report = await upgradeTransparent('Pike', patch, (proxy) => fund(world.chain, proxy, 5n))
    expect(toldOf(report, 'IN-06')).toContain('version 1 in slot 1 → version 0 in slot 2')
    expect(toldOf(report, 'IN-01')).toMatch(/initialize\(address\), given .*, writes _initialized/)
    expect(toldOf(report, 'AC-02')).toContain('_owner')
    for (const id of ['IN-01', 'IN-06', 'AC-02']) expect(verdictOf(report, id)).toBe('fail')
  })

  test('default: its twin', async () => {
    const report = await upgradeTransparent('Pike', { from: 'PikeV1', to: 'PikePausedLast' })
    expectNoFailure(report)
    for (const id of ['IN-01', 'IN-02', 'IN-06', 'AC-02', 'AC-04', 'PX-01', 'PX-02', 'PX-03']) {
      expect([id, verdictOf(report, id)]).toEqual([id, 'pass'])
    }
  })
})

describe('Audius: a variable of the proxy lies on the flags', () => {
  async function upgradeAudius(to: string) {
    const code = await world.deploy('Audius', 'AudiusGovernanceV1')
    const proxy = await world.deploy('Audius', 'AudiusProxy', code, owner)
    await world.send(proxy, encodeInitialize())
    return await world.simulate({
      protocol: { proxies: [{ name: 'Governance', address: proxy }], deploymentBlock: 0 },
      calls: [plainUpgrade(proxy, await world.deploy('Audius', to))],
    })
  }

  test('error: the bad patch', async () => {
    const report = await upgradeAudius('AudiusGovernanceOverlap')
    expect(verdictOf(report, 'IN-01')).toBe('fail')
    expect(verdictOf(report, 'AC-02')).toBe('fail')
  })

  test('default: its twin', async () => {
    const report = await upgradeAudius('AudiusGovernanceV2')
    expectNoFailure(report)
    for (const id of ['IN-01', 'IN-06', 'AC-02', 'PX-01']) {
      expect([id, verdictOf(report, id)]).toEqual([id, 'pass'])
    }
  })
})

describe('Nomad: the root that every unproved message has', () => {
  const upgradeNomad = (root: Hex) =>
    upgradeTransparent(
      'Nomad',
      {
        from: 'NomadReplicaV1',
        to: 'NomadReplicaV2',
        migration: encodeFunctionData({
          abi: parseAbi(['function initializeV2(bytes32 root)']),
          args: [root],
        }),
      },
      (proxy) => fund(world.chain, proxy, 10n ** 18n),
    )

  test('error: the bad patch', async () => {
    const report = await upgradeNomad(`0x${'00'.repeat(32)}`)
    expect(verdictOf(report, 'IN-07')).toBe('fail')
    expect(toldOf(report, 'IN-07')).toContain(`_confirmAt[0x${'00'.repeat(32)}]: 0 → 1`)
    expect(verdictOf(report, 'AC-04')).toBe('fail')
    expect(toldOf(report, 'AC-04')).toMatch(/process\(address,uint256\), given .*: gives it ether/)
  })

  test('default: its twin', async () => {
    const report = await upgradeNomad(`0x${'ab'.repeat(32)}`)
    expectNoFailure(report)
    for (const id of ['IN-01', 'IN-06', 'IN-07', 'AC-02', 'AC-04']) {
      expect([id, verdictOf(report, id)]).toEqual([id, 'pass'])
    }
  })
})

describe('Ankr: a second way to mint', () => {
  test('error: the bad patch', async () => {
    const report = await upgradeTransparent('Ankr', {
      from: 'AnkrTokenV1',
      to: 'AnkrTokenOpenMint',
    })
    expect(verdictOf(report, 'AC-02')).toBe('fail')
    expect(toldOf(report, 'AC-02')).toContain('_totalSupply')
    expect(verdictOf(report, 'AC-04')).toBe('fail')
    expect(toldOf(report, 'AC-04')).toContain('that is made anew')
  })

  test('default: its twin', async () => {
    const patch = { from: 'AnkrTokenV1', to: 'AnkrTokenGuardedMint' }
    const report = await upgradeTransparent('Ankr', patch)
    expectNoFailure(report)
    for (const id of ['IN-01', 'AC-02', 'AC-04', 'PX-01']) {
      expect([id, verdictOf(report, id)]).toEqual([id, 'pass'])
    }
  })
})

describe('code that does not want to be tried', () => {
  test('behavior: loops, bombs and thousands of calls end in unknown, and soon', async () => {
    const report = await upgradeTransparent('Hostile', { from: 'HostileV1', to: 'HostileV2' })
    const finding = findingOf(report, 'AC-04')
    expect(finding.verdict).toBe('unknown')
    const what = finding.evidence.map((one) => one.what).join()
    expect(what).toContain('callAround(uint256), given zeros: The trace has more than 5000 calls.')
    expectNoFailure(report)
  })

  test('error: anybody ends it', async () => {
    const report = await upgradeTransparent('Hostile', { from: 'HostileV1', to: 'HostileEnding' })
    expect(toldOf(report, 'AC-02')).toContain('ends the contract')
    expect(verdictOf(report, 'IN-02')).toBe('fail')
  })
})
