import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zeroHash } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { cast, castAddress } from '@/demo/world/cast'
import { deployContract } from '@/demo/world/deploy-contract'
import { seedWorld, type World, worldAge } from '@/demo/world/seed-world'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { readTimelockLogs } from '@/lib/actions/review/make-report'
import { resolveInput } from '@/lib/actions/review/resolve-input'
import { makeSimulationReport } from '@/lib/actions/simulation/make-simulation-report'
import { createForks } from '@/lib/adapters/fork/forks'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { openWorkshop } from '@/lib/cli/open-workshop'
import { parseConfig } from '@/lib/config/config'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { buildContracts } from './build-contracts'
import { demoConfig } from './demo-config'

const chainId = 31_337

let folder: string
let anvil: Anvil
let chain: AnvilClient
let world: World

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suture-demo-expects-'))
  process.env.SUTURE_DATA_DIR = folder
  await buildContracts()
  anvil = await startAnvil({ timestamp: 1_795_000_000 - Number(worldAge) })
  chain = anvilClient(anvil.rpcUrl)
  world = await seedWorld(chain)
}, 400_000)
afterAll(async () => {
  await anvil?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const client = () => createRpcClient({ chainId, name: 'test', rpcUrls: [anvil.rpcUrl] })

function protocolNamed(name: string) {
  const file = JSON.stringify(demoConfig({ harbor: world.harbor, rpcUrl: anvil.rpcUrl }))
  const protocol = parseConfig(file, {}).protocols.find((one) => one.name === name)
  if (!protocol) throw new Error(name)
  return protocol
}

/** What the checks say that hold a patch against what the demo declares. */
async function verdictsOf(input: ReviewInput) {
  const { protocol, block } = input
  const logs = await readTimelockLogs(client(), input)
  const read = await readProtocolAt(client(), { chainId, protocol, block, logs })
  const workshop = openWorkshop({ sources: '.' })
  const tools = { client: client(), rpcUrl: anvil.rpcUrl, forks: createForks(), workshop }
  const { findings } = await makeSimulationReport(tools, { input, chain: read })
  const wanted = ['SM-05', 'SM-06', 'CF-01', 'SE-05', 'TL-02']
  const told = findings.filter(({ check }) => wanted.includes(check))
  return {
    findings: told,
    verdicts: Object.fromEntries(told.map(({ check, verdict }) => [check, verdict])),
  }
}

test('default', async () => {
  const good = world.patches.find(({ patch }) => patch.title.startsWith('Vault 2.0.0: '))
  const block = await readBlock(client(), { chainId })
  const subject = { kind: 'transaction', transaction: good!.proposal!.transaction } as const
  const input = await resolveInput(client(), { chainId, block, subject, deploymentBlock: 0 })
  const { findings, verdicts } = await verdictsOf({
    ...input,
    protocol: protocolNamed('Harbor Vaults'),
  })
  expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  expect(verdicts).toEqual({
    'SE-05': 'pass',
    'SM-05': 'pass',
    'SM-06': 'pass',
    'CF-01': 'pass',
    'TL-02': 'pass',
  })
})

test('error: a rate in other decimals', async () => {
  const from = castAddress(cast.deployer)
  const to = await deployContract(chain, { from, name: 'HarborRateAdapterMisscaled' })
  const block = await readBlock(client(), { chainId })
  const subject = { kind: 'upgrade', proxy: world.harbor.rateAdapter, to } as const
  const input = await resolveInput(client(), { chainId, block, subject, deploymentBlock: 0 })
  const { calls } = input
  const content = { kind: 'batch', calls, predecessor: zeroHash, salt: zeroHash } as const
  const operation = { id: hashOperation(content), content }
  const protocol = protocolNamed('Harbor Vaults')
  const { verdicts } = await verdictsOf({ ...input, protocol, operation })
  expect(verdicts).toMatchObject({ 'SM-05': 'fail', 'SE-05': 'pass', 'SM-06': 'pass' })
})
