import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Abi,
  type Address,
  concat,
  encodeAbiParameters,
  encodeFunctionData,
  getAddress,
  type Hex,
} from 'viem'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import type { Workshop } from '@/lib/actions/review/review-code'
import { makeSimulationReport } from '@/lib/actions/simulation/make-simulation-report'
import type { Trial } from '@/lib/actions/simulation/trial'
import { createCodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import { smallBundle } from '@/lib/adapters/compiler/__fixtures__/harbor-bundle'
import { compileBundle } from '@/lib/adapters/compiler/compile-bundle'
import { createCompiler } from '@/lib/adapters/compiler/compiler'
import { createForks } from '@/lib/adapters/fork/forks'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { createSolver } from '@/lib/adapters/solver/solver'
import type { Call } from '@/lib/core/chain/call'
import type { SimulationReport } from '@/lib/core/report/simulation-report'
import { hashSourceBundle } from '@/lib/core/source/hash-source-bundle'

const chainId = 31_337

export const owner: Address = demoAccount(0).address
export const user: Address = demoAccount(1).address
export const attacker: Address = demoAccount(2).address

type Invocation = readonly [name: string, ...args: unknown[]]

export type MiniPatch = {
  /** Contracts by name: what stands behind the proxy, and what shall. */
  readonly from: string
  readonly to: string
  /** Called on the proxy by the owner, in order, before the patch. */
  readonly setup?: readonly (Invocation | Call)[] | undefined
  /** What runs on the new code within the upgrade. */
  readonly migration?: Invocation | undefined
  /** Calls after the upgrade. */
  readonly calls?: readonly Call[] | undefined
  /** Without it nobody knows the sources. */
  readonly withSources?: boolean | undefined
}

/** A chain, a compiler and contracts of our own, to try patches that are as small as the mistake they show. */
export type MiniWorld = {
  readonly chain: AnvilClient
  /** Deploys a contract and gives its address. */
  readonly deploy: (name: string, args?: Hex) => Promise<Address>
  readonly encode: (name: string, invocation: Invocation) => Promise<Hex>
  readonly send: (to: Address, data: Hex, value?: bigint) => Promise<void>
  /** Puts the first behind a proxy, and tries to put the second there. */
  readonly simulate: (
    patch: MiniPatch | ((proxy: Address) => Promise<MiniPatch>),
    from?: string,
  ) => Promise<SimulationReport & { readonly proxy: Address }>
  readonly stop: () => Promise<void>
}

/**
 * @param source Solidity with a contract `MiniProxy(address implementation)` among the others.
 * @param trials What is tried of each patch.
 */
export async function startMiniWorld(source: string, trials: readonly Trial[]): Promise<MiniWorld> {
  const directory = mkdtempSync(join(tmpdir(), 'suture-mini-'))
  const compiler = createCompiler({ directory, concurrency: 2 })
  const anvil: Anvil = await startAnvil()
  const chain = anvilClient(anvil.rpcUrl)
  const forks = createForks()
  const codes = new Map<Hex, ReturnType<typeof bundleOf>>()
  const bundleOf = (name: string) => smallBundle(source, { name })
  const workshop: Workshop = {
    compiler,
    analyser: createCodeAnalyser({ directory }),
    solver: createSolver({ directory }),
    settled: new Map(),
    sourcesOf: async ({ code }) => {
      const bundle = codes.get(code)
      return bundle ? [{ hash: hashSourceBundle(bundle), bundle, origin: 'local' }] : []
    },
  }
  const compile = (name: string) => compileBundle(compiler, { bundle: bundleOf(name) })

  async function deploy(name: string, args: Hex = '0x'): Promise<Address> {
    const { creationCode, runtimeCode } = await compile(name)
    codes.set(runtimeCode.bytes, bundleOf(name))
    const data = concat([creationCode.bytes, args])
    const { contractAddress } = await sendTransaction(chain, { from: owner, data })
    if (!contractAddress) throw new Error(name)
    return getAddress(contractAddress)
  }
  const encode = async (name: string, [functionName, ...args]: Invocation) => {
    const abi: Abi = (await compile(name)).abi
    return encodeFunctionData({ abi, functionName, args })
  }
  const send: MiniWorld['send'] = async (to, data, value) => {
    await sendTransaction(chain, { from: owner, to, data, value })
  }

  return {
    chain,
    deploy,
    encode,
    send,
    simulate: async (given, first) => {
      const plain = typeof given === 'function' ? undefined : given
      const from = plain?.from ?? first ?? ''
      const old = await deploy(from)
      const proxy = await deploy('MiniProxy', encodeAbiParameters([{ type: 'address' }], [old]))
      const patch = plain ?? (await (given as (proxy: Address) => Promise<MiniPatch>)(proxy))
      for (const one of patch.setup ?? []) {
        if ('target' in one) await send(one.target, one.data, one.value)
        else await send(proxy, await encode(from, one))
      }
      const implementation = await deploy(patch.to)
      const migration = patch.migration ? await encode(patch.to, patch.migration) : '0x'
      const data = await encode(patch.to, ['upgradeToAndCall', implementation, migration])
      await chain.mine({ blocks: 1 })
      const client = createRpcClient({ chainId, name: 'test', rpcUrls: [anvil.rpcUrl] })
      const block = await readBlock(client, { chainId })
      const protocol = { proxies: [{ name: 'Mini', address: proxy }], deploymentBlock: 0 }
      const calls: Call[] = [{ target: proxy, value: 0n, data }, ...(patch.calls ?? [])]
      const input = {
        chainId,
        block,
        protocol,
        calls: calls.map((call) => ({ ...call, operation: 'call' as const })),
      }
      const read = await readProtocolAt(client, { chainId, protocol, block, logs: [] })
      const tools = {
        client,
        rpcUrl: anvil.rpcUrl,
        forks,
        workshop:
          patch.withSources === false
            ? { ...workshop, sourcesOf: async () => [], settled: new Map() }
            : workshop,
      }
      return { ...(await makeSimulationReport(tools, { input, chain: read, trials })), proxy }
    },
    stop: async () => {
      await anvil.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
