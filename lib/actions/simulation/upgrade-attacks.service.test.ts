import { type Address, encodeFunctionData, type Hex, parseAbi, zeroAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSafe } from '@/demo/chain/create-safe'
import { demoAddresses } from '@/demo/chain/demo-accounts'
import { deploySafe } from '@/demo/chain/deploy-safe'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import {
  encodeInitialize,
  findingOf,
  type IncidentWorld,
  openIncidentWorld,
  ownUpgrade,
} from '@/test/simulation/incident-world'

let world: IncidentWorld

beforeAll(async () => {
  world = await openIncidentWorld()
}, 120_000)
afterAll(() => world?.stop())

/** Upgrades a UUPS proxy of `UupsV1`, or another one that is given. */
async function upgradeUups(to: string, { proxy }: { proxy?: Address } = {}) {
  const at = proxy ?? (await uupsProxy('UupsV1'))
  return await world.simulate({
    protocol: { proxies: [{ name: 'Vault', address: at }], deploymentBlock: 0 },
    calls: [ownUpgrade(at, await world.deploy('Uups', to))],
  })
}

async function uupsProxy(name: string): Promise<Address> {
  const code = await world.deploy('Uups', name)
  return await world.deploy('ERC1967Proxy', 'ERC1967Proxy', code, encodeInitialize())
}

type Told = Awaited<ReturnType<typeof upgradeUups>>

const verdictOf = (report: Told, id: string) => findingOf(report, id).verdict

/** What is told of a check, in lines. */
const toldOf = (report: Told, id: string) => {
  const { detail, evidence } = findingOf(report, id)
  return [detail, ...evidence.map(({ what }) => what)].join('\n')
}

/** Nothing that is tried here is red. */
function expectNoFailure(report: Told, ...except: string[]) {
  const failed = report.findings.filter(({ verdict }) => verdict === 'fail')
  expect(failed.map(({ check }) => check).filter((check) => !except.includes(check))).toEqual([])
}

describe('UUPS: the way to upgrade is in the code', () => {
  test.each(['UupsSterile', 'UupsOtherUuid'])('error: %s', async (to) => {
    expect(verdictOf(await upgradeUups(to), 'PX-01')).toBe('fail')
  })

  test('error: anybody upgrades', async () => {
    const report = await upgradeUups('UupsOpen')
    expect(verdictOf(report, 'PX-02')).toBe('fail')
    expect(toldOf(report, 'PX-02')).toContain(
      'upgradeToAndCall(address,bytes): writes the implementation',
    )
    expect(verdictOf(report, 'AC-02')).toBe('fail')
  })

  test('error: an implementation that anybody initialises', async () => {
    const report = await upgradeUups('UupsUninitialized')
    expect(verdictOf(report, 'IN-02')).toBe('fail')
    expect(verdictOf(report, 'IN-01')).toBe('pass')
  })

  test('default: the twin of all', async () => {
    const report = await upgradeUups('UupsV2')
    expectNoFailure(report)
    for (const id of ['IN-01', 'IN-02', 'AC-02', 'AC-04', 'PX-01', 'PX-02', 'PX-03']) {
      expect([id, verdictOf(report, id)]).toEqual([id, 'pass'])
    }
  })
})

describe('USPD and Kinto: another implementation in front', () => {
  test('error: it takes the upgrade and stays', async () => {
    const report = await upgradeUups('UupsV2', { proxy: await uupsProxy('UupsShadow') })
    expect(verdictOf(report, 'PX-03')).toBe('fail')
  })

  test('error: the slot shows what was declared, and something else runs', async () => {
    const shown = await world.deploy('Uups', 'UupsV1')
    const hidden = await world.deploy('Uups', 'UupsV1')
    const proxy = await world.deploy('Uups', 'UupsShadowProxy', shown, hidden, encodeInitialize())
    const report = await upgradeUups('UupsV2', { proxy })
    expect(verdictOf(report, 'PX-03')).toBe('fail')
    expect(toldOf(report, 'PX-03')).toContain(`runs ${hidden}`)
  })
})

describe('Bybit: a delegatecall that writes slot 0', () => {
  let safe: Address
  let swapper: Address
  const target = '0x00000000000000000000000000000000000000bb'

  beforeAll(async () => {
    await deploySafe(world.chain)
    safe = await createSafe(world.chain, { owners: demoAddresses(1, 4), threshold: 2 })
    swapper = await world.deploy('SafeSingletonSwap', 'SafeSingletonSwap')
  })

  async function sign(operation: 'call' | 'delegatecall', to: Address, data: Hex) {
    const transaction: SafeTransaction = {
      safe: { chainId: 31_337, address: safe },
      target: to,
      value: 0n,
      data,
      operation,
      safeTxGas: 0n,
      baseGas: 0n,
      gasPrice: 0n,
      gasToken: zeroAddress,
      refundReceiver: zeroAddress,
      nonce: 0n,
    }
    return await world.simulate({
      protocol: { safe, proxies: [], deploymentBlock: 0 },
      calls: [{ target: to, value: 0n, data, operation }],
      transaction,
    })
  }

  const transfer = encodeFunctionData({
    abi: parseAbi(['function transfer(address to, uint256 amount)']),
    args: [target, 0n],
  })

  test('error: the bad transaction', async () => {
    const report = await sign('delegatecall', swapper, transfer)
    expect(findingOf(report, 'TX-02')).toMatchObject({
      verdict: 'fail',
      evidence: [
        {
          where: `${safe} slot 0`,
          what: expect.stringMatching(/^singleton 0x\w{40} → 0x0{38}bb$/i),
        },
      ],
    })
  })

  test('default: its twin is a call', async () => {
    expect(verdictOf(await sign('call', swapper, transfer), 'TX-02')).toBe('pass')
  })

  test('behavior: what the transaction says is declared', async () => {
    const abi = parseAbi(['function changeThreshold(uint256 threshold)'])
    const report = await sign('call', safe, encodeFunctionData({ abi, args: [3n] }))
    expect(verdictOf(report, 'TX-02')).toBe('pass')
    expect(toldOf(report, 'TX-02')).toContain('threshold 2 → 3, as a call says')
  })
})
