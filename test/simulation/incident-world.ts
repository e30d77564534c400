import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, encodeFunctionData, type Hex, parseAbi } from 'viem'
import { buildContracts } from '@/demo/app/build-contracts'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { readTimelockLogs } from '@/lib/actions/review/make-report'
import type { SourcesOf } from '@/lib/actions/review/review-code'
import { makeSimulationReport } from '@/lib/actions/simulation/make-simulation-report'
import { probeAsStranger } from '@/lib/actions/simulation/probe-as-stranger'
import { readInitializedVersions } from '@/lib/actions/simulation/read-initialized-versions'
import { readProxySlots } from '@/lib/actions/simulation/read-proxy-slots'
import { readSafeSettings } from '@/lib/actions/simulation/read-safe-settings'
import { takeBack } from '@/lib/actions/simulation/take-back'
import type { Trial } from '@/lib/actions/simulation/trial'
import { tryToUpgrade } from '@/lib/actions/simulation/try-to-upgrade'
import { readProject } from '@/lib/adapters/files/read-project'
import { createForks } from '@/lib/adapters/fork/forks'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { openWorkshop } from '@/lib/cli/open-workshop'
import type { Finding } from '@/lib/core/check/finding'
import type { RunCall } from '@/lib/core/patch/run-call'
import type { ReviewInput } from '@/lib/core/report/review-input'
import type { SimulationReport } from '@/lib/core/report/simulation-report'
import { hashSourceBundle } from '@/lib/core/source/hash-source-bundle'
import { matchBuiltCode } from '@/lib/core/source/match-built-code'

const chainId = 31_337

/** What strangers do, and what is looked at afterwards. */
const attacks: readonly Trial[] = [
  readSafeSettings,
  readProxySlots,
  readInitializedVersions,
  probeAsStranger,
  tryToUpgrade,
  takeBack,
]

/** The account that owns what incidents happened to. */
export const owner = demoAccount(0).address

export type IncidentWorld = {
  readonly chain: AnvilClient
  readonly rpcUrl: string
  /** Creates a contract of contracts/src/incident. */
  readonly deploy: (file: string, name: string, ...args: unknown[]) => Promise<Address>
  /** Creates a transparent proxy of the owner, initialised by a call. */
  readonly proxyOf: (implementation: Address, data?: Hex) => Promise<Address>
  readonly send: (to: Address, data: Hex) => Promise<void>
  /** Tries calls of the owner, or a Safe transaction. */
  readonly simulate: (input: Partial<ReviewInput>) => Promise<SimulationReport>
  readonly stop: () => Promise<void>
}

/** A chain on which incidents are played, with the sources of all contracts at hand. */
export async function openIncidentWorld({
  withSources = true,
  trials = attacks,
}: {
  readonly withSources?: boolean
  readonly trials?: readonly Trial[]
} = {}): Promise<IncidentWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'suture-incidents-'))
  await buildContracts()
  const anvil = await startAnvil()
  const chain = anvilClient(anvil.rpcUrl)
  const client = createRpcClient({ chainId, name: 'test', rpcUrls: [anvil.rpcUrl] })
  process.env.SUTURE_DATA_DIR = folder
  const workshop = {
    ...openWorkshop({ sources: true }),
    sourcesOf: withSources ? ownSources() : async () => [],
  }
  const tools = { client, rpcUrl: anvil.rpcUrl, forks: createForks(), workshop }
  return {
    chain,
    rpcUrl: anvil.rpcUrl,
    deploy: (file, name, ...args) => deployContract(chain, { from: owner, file, name, args }),
    proxyOf: (implementation, data = '0x') =>
      deployContract(chain, {
        from: owner,
        name: 'TransparentUpgradeableProxy',
        args: [implementation, owner, data],
      }),
    send: async (to, data) => {
      await sendTransaction(chain, { from: owner, to, data })
    },
    simulate: async (given) => {
      await chain.mine({ blocks: 1 })
      const block = await readBlock(client, { chainId })
      const protocol = { proxies: [], deploymentBlock: 0 }
      const input: ReviewInput = { chainId, block, protocol, calls: [], ...given }
      const logs = await readTimelockLogs(client, input)
      const read = await readProtocolAt(client, { ...input, logs })
      return await makeSimulationReport(tools, { input, chain: read, trials })
    },
    stop: async () => {
      await anvil.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The sources of each contract and what they import; not the whole project, which takes half a minute. */
function ownSources(): SourcesOf {
  let contracts: ReturnType<typeof readProject> | undefined
  return async ({ code }) => {
    contracts ??= readProject({ path: '.' })
    const [found] = matchBuiltCode(await contracts, { code })
    if (!found) return []
    const { bundle } = await found.readSources()
    return [{ hash: hashSourceBundle(bundle), bundle, origin: 'local' }]
  }
}

const abi = parseAbi([
  'function initialize(address account)',
  'function upgradeAndCall(address proxy, address implementation, bytes data) payable',
  'function upgradeToAndCall(address implementation, bytes data) payable',
  'function upgradeTo(address implementation)',
])

export function encodeInitialize(account: Address = owner): Hex {
  return encodeFunctionData({ abi, functionName: 'initialize', args: [account] })
}

/** An upgrade that a UUPS proxy makes itself. */
export function ownUpgrade(proxy: Address, to: Address, data: Hex = '0x'): RunCall {
  const call = encodeFunctionData({ abi, functionName: 'upgradeToAndCall', args: [to, data] })
  return { target: proxy, value: 0n, data: call }
}

/** An upgrade by a ProxyAdmin. */
export function adminUpgrade(
  admin: Address,
  proxy: Address,
  to: Address,
  data: Hex = '0x',
): RunCall {
  const call = encodeFunctionData({ abi, functionName: 'upgradeAndCall', args: [proxy, to, data] })
  return { target: admin, value: 0n, data: call }
}

/** An upgrade by an account that is itself the admin. */
export function plainUpgrade(proxy: Address, to: Address): RunCall {
  const data = encodeFunctionData({ abi, functionName: 'upgradeTo', args: [to] })
  return { target: proxy, value: 0n, data }
}

/** The finding of a check, which has to be one. */
export function findingOf({ findings }: SimulationReport, id: string): Finding {
  const found = findings.filter(({ check }) => check === id)
  const [one] = found
  if (!one || found.length > 1) throw new Error(`${found.length} findings of ${id}`)
  return one
}

/** Sends ether to a contract. */
export async function fund(chain: AnvilClient, to: Address, value: bigint): Promise<void> {
  await sendTransaction(chain, { from: owner, to, value })
}
