import { type Address, encodeFunctionData, getAddress, keccak256, slice } from 'viem'
import { getStorageAt, increaseTime, mine } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { readArtifact } from '@/demo/world/artifact'
import { cast, castAddress } from '@/demo/world/cast'
import { deployContract } from '@/demo/world/deploy-contract'
import { createCodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import { harborBundle } from '@/lib/adapters/compiler/__fixtures__/harbor-bundle'
import { createCompiler } from '@/lib/adapters/compiler/compiler'
import { createRpcClient, type RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { createSolver } from '@/lib/adapters/solver/solver'
import { proxyAdminAbi } from '@/lib/core/abi/proxy-admin-abi'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { parseReport } from '@/lib/core/report/parse-report'
import { serializeReport } from '@/lib/core/report/serialize-report'
import { hashSourceBundle } from '@/lib/core/source/hash-source-bundle'
import { cacheDirectory } from '@/scripts/cache-directory.mjs'
import { makeReport } from './make-report'

const chainId = 31_337
const deployer = castAddress(cast.deployer)
const first = harborBundle('HarborRateAdapterV0')

let anvil: Anvil
let client: AnvilClient
let reader: RpcClient
let proxy: Address
let proxyAdmin: Address
let earlier: Address

beforeAll(async () => {
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
  reader = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl] })
  earlier = await deploy('HarborRateAdapterV0')
  const { abi } = readArtifact('HarborRateAdapterV0')
  const args = [deployer, deployer, 3_000n * 10n ** 6n, 86_400n]
  const data = encodeFunctionData({ abi, functionName: 'initialize', args })
  proxy = await deploy('TransparentUpgradeableProxy', [earlier, deployer, data])
  const word = await getStorageAt(client, { address: proxy, slot: eip1967Slots.admin })
  proxyAdmin = getAddress(slice(word ?? '0x', 12))
  await increaseTime(client, { seconds: 100_000 })
  const release = await deploy('HarborRateAdapter')
  await sendTransaction(client, { from: deployer, to: proxyAdmin, data: upgradeTo(release) })
  await mine(client, { blocks: 1 })
}, 60_000)
afterAll(async () => {
  await anvil?.stop()
})

const deploy = (name: string, args: readonly unknown[] = []) =>
  deployContract(client, { from: deployer, name, args })
const upgradeTo = (to: Address) =>
  encodeFunctionData({
    abi: proxyAdminAbi,
    functionName: 'upgradeAndCall',
    args: [proxy, to, '0x'],
  })

/** Reviews the next upgrade; of the earlier code somebody has the sources, or nobody. */
async function review(isKnown: boolean) {
  const claim = {
    hash: hashSourceBundle(first.bundle),
    bundle: first.bundle,
    origin: 'upload' as const,
  }
  const workshop = {
    compiler: createCompiler({ directory: cacheDirectory, concurrency: 1 }),
    analyser: createCodeAnalyser({ directory: cacheDirectory }),
    solver: createSolver({ directory: cacheDirectory }),
    sourcesOf: async ({ codeHash }: { codeHash: string }) =>
      isKnown && codeHash === keccak256(first.code) ? [claim] : [],
    settled: new Map(),
  }
  const to = await deploy('HarborRateAdapterV2')
  const report = await makeReport(
    { client: reader, workshop },
    {
      chainId,
      block: await readBlock(reader, { chainId }),
      protocol: { proxies: [{ name: 'Adapter', address: proxy }], deploymentBlock: 0 },
      calls: [{ target: proxyAdmin, value: 0n, data: upgradeTo(to) }],
    },
  )
  return { report, finding: report.findings.find(({ check }) => check === 'PX-07') }
}

test('default: an earlier implementation whose sources give its code', async () => {
  const { report, finding } = await review(true)
  expect(finding).toMatchObject({ verdict: 'pass', anchor: 'recomputed' })
  // Whoever verifies knows which sources to ask for.
  expect(report.bundles).toEqual({ [earlier]: hashSourceBundle(first.bundle) })
  expect(parseReport(serializeReport(report)).bundles).toEqual(report.bundles)
})

test('behavior: without its sources it is unknown', async () => {
  const { report, finding } = await review(false)
  expect(finding).toMatchObject({
    verdict: 'unknown',
    evidence: [{ what: expect.stringContaining('nobody has given the sources of this code') }, {}],
  })
  expect(report.bundles).toEqual({})
})
