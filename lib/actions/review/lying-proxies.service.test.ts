import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, encodeFunctionData, type Hex, parseAbi, zeroHash } from 'viem'
import { mine } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { cast, castAddress } from '@/demo/world/cast'
import { deployContract } from '@/demo/world/deploy-contract'
import { createCodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import { createCompiler } from '@/lib/adapters/compiler/compiler'
import { createRpcClient, type RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { createSolver } from '@/lib/adapters/solver/solver'
import { beaconAbi } from '@/lib/core/abi/beacon-abi'
import { uupsAbi } from '@/lib/core/abi/uups-abi'
import type { Finding } from '@/lib/core/check/finding'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import type { Report } from '@/lib/core/report/report'
import { serializeReport } from '@/lib/core/report/serialize-report'
import { makeReport } from './make-report'

const directory = mkdtempSync(join(tmpdir(), 'suture-liars-'))
const chainId = 31_337
const deployer = castAddress(cast.deployer)

let anvil: Anvil
let client: AnvilClient
let reader: RpcClient
/** UUPS, and what a beacon can name; `next` is to replace either. */
let shown: Address
let hidden: Address
let next: Address

beforeAll(async () => {
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
  reader = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl] })
  shown = await deploy('HarborVault')
  hidden = await deploy('HarborVaultOpenUpgrade')
  next = await deploy('HarborVaultV2')
}, 60_000)
afterAll(async () => {
  await anvil?.stop()
  rmSync(directory, { recursive: true })
})

const deploy = (name: string, args: readonly unknown[] = [], file = name) =>
  deployContract(client, { from: deployer, name, args, file })
const deployLiar = (name: string, args: readonly unknown[]) => deploy(name, args, 'LiarProxies')

/** Longest that a review of one proxy may take here, in milliseconds; it takes two or three seconds. */
const patience = 45_000

async function review(proxy: Address, target: Address, data: Hex): Promise<Report> {
  const workshop = {
    compiler: createCompiler({ directory, concurrency: 1 }),
    analyser: createCodeAnalyser({ directory }),
    solver: createSolver({ directory }),
    sourcesOf: async () => [],
    settled: new Map(),
  }
  const begun = performance.now()
  const report = await makeReport(
    { client: reader, workshop },
    {
      chainId,
      block: await readBlock(reader, { chainId }),
      protocol: { name: 'Liars', proxies: [{ name: 'Proxy', address: proxy }], deploymentBlock: 0 },
      calls: [{ target, value: 0n, data }],
    },
  )
  expect(performance.now() - begun).toBeLessThan(patience)
  expect(['fail', 'unknown']).toContain(report.verdict)
  return report
}

const reviewProxy = (proxy: Address, to = next) =>
  review(
    proxy,
    proxy,
    encodeFunctionData({ abi: uupsAbi, functionName: 'upgradeToAndCall', args: [to, '0x'] }),
  )
const reviewBeacon = (proxy: Address, beacon: Address) =>
  review(
    proxy,
    beacon,
    encodeFunctionData({ abi: beaconAbi, functionName: 'upgradeTo', args: [next] }),
  )

function findingOf({ findings }: Report, id: string): Finding {
  const found = findings.find(({ check }) => check === id)
  if (!found) throw new Error(`no finding ${id}`)
  return found
}

const kindOf = (report: Report) => findingOf(report, 'PX-04')

test('default: an honest proxy is not taken for a liar', async () => {
  const version = encodeFunctionData({ abi: uupsAbi, functionName: 'UPGRADE_INTERFACE_VERSION' })
  const proxy = await deploy('ERC1967Proxy', [shown, version])
  expect(kindOf(await reviewProxy(proxy))).toMatchObject({ verdict: 'pass' })
})

test('error: implementation() and admin() name others than the slots', async () => {
  const proxy = await deployLiar('LiarGetters', [shown, deployer, hidden])
  const report = await reviewProxy(proxy)
  expect(kindOf(report)).toMatchObject({
    verdict: 'fail',
    evidence: [{ where: proxy, what: `implementation() answers ${hidden}` }, {}, {}],
  })
  // The slots are believed, so the rest of the review is about what runs.
  expect(report.upgrades[0]?.from?.address).toBe(shown)
  expect(findingOf(report, 'AC-08').verdict).not.toBe('pass')
})

test('error: what runs depends on the block', async () => {
  const proxy = await deployLiar('LiarByBlock', [shown, hidden, 1_000_000n])
  expect(kindOf(await reviewProxy(proxy))).toMatchObject({
    verdict: 'unknown',
    detail: 'Where it forwards to can be another in the next block.',
    evidence: [{ where: proxy, what: 'looks at NUMBER' }, {}, {}],
  })
  const turned = await deployLiar('LiarByBlock', [shown, hidden, 0n])
  expect(kindOf(await reviewProxy(turned))).toMatchObject({
    verdict: 'fail',
    evidence: [{ what: `a call runs the code of ${hidden}` }, {}, {}],
  })
})

describe('proxiableUUID()', () => {
  const proxyOf = () => deployLiar('LiarByBlock', [shown, hidden, 1_000_000n])

  test('error: another slot', async () => {
    const to = await deployLiar('LiarImplementation', [zeroHash])
    expect(kindOf(await reviewProxy(await proxyOf(), to)).verdict).toBe('fail')
  })

  test('error: the right slot, and no function to upgrade', async () => {
    const version = encodeFunctionData({ abi: uupsAbi, functionName: 'UPGRADE_INTERFACE_VERSION' })
    const proxy = await deploy('ERC1967Proxy', [shown, version])
    const to = await deployLiar('LiarImplementation', [eip1967Slots.implementation])
    expect(kindOf(await reviewProxy(proxy, to))).toMatchObject({
      verdict: 'unknown',
      detail: 'No function to upgrade was found in the new code.',
    })
  })
})

test('error: an owner() that is no address is nobody that is known', async () => {
  const implementation = await deployLiar('LiarImplementation', [eip1967Slots.implementation])
  const proxy = await deployLiar('LiarGetters', [implementation, deployer, implementation])
  const report = await reviewProxy(proxy)
  expect(findingOf(report, 'AC-08').verdict).not.toBe('pass')
})

describe('beacons', () => {
  // By caller and by gas it looks like any beacon until it is asked by a proxy.
  const modes = ['as it likes', 'by caller', 'by gas', 'by block', 'nothing', 'a megabyte'] as const
  const setMode = encodeModeWith(parseAbi(['function setMode(uint8 next)']))

  const run = async (mode: (typeof modes)[number]) => {
    const beacon = await deployLiar('LiarBeacon', [shown, hidden])
    const data = encodeFunctionData({ abi: uupsAbi, functionName: 'UPGRADE_INTERFACE_VERSION' })
    const proxy = await deploy('BeaconProxy', [beacon, data])
    await sendTransaction(client, {
      from: deployer,
      to: beacon,
      data: setMode(modes.indexOf(mode)),
    })
    await mine(client, { blocks: 1 })
    return await reviewBeacon(proxy, beacon)
  }

  test.each(modes)('error: a beacon that answers %s', async (mode) => {
    const report = await run(mode)
    const kind = kindOf(report)
    expect(['fail', 'unknown']).toContain(kind.verdict)
    expect(serializeReport(report).length).toBeLessThan(1_000_000)
  })

  test('error: another answer for the proxy than for those who look', async () => {
    expect(kindOf(await run('by caller'))).toMatchObject({ verdict: 'fail' })
    expect(kindOf(await run('by gas'))).toMatchObject({ verdict: 'fail' })
  })
})

function encodeModeWith(
  abi: ReturnType<typeof parseAbi<readonly ['function setMode(uint8 next)']>>,
) {
  return (mode: number) => encodeFunctionData({ abi, functionName: 'setMode', args: [mode] })
}
