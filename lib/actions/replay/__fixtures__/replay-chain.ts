import { type Abi, type Address, type Client, encodeFunctionData, getAddress, type Hash, type Hex } from 'viem'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import type { Anvil } from '@/demo/chain/start-anvil'
import { readArtifact } from '@/demo/world/artifact'
import { deployContract } from '@/demo/world/deploy-contract'
import { readPatchedSubject } from '@/lib/actions/replay/read-patched-subject'
import {
  type ReplayTools,
  type ReplayTransactionsParameters,
  replayTransactions,
} from '@/lib/actions/replay/replay-transactions'
import { resolveInput } from '@/lib/actions/review/resolve-input'
import { createForks } from '@/lib/adapters/fork/forks'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import type { RunCall } from '@/lib/core/patch/run-call'
import type { Replay, ReplayOverride } from '@/lib/core/replay/replay'

export const chainId = 31_337
const file = 'ReplayFixtures'

/** A chain with contracts of contracts/src/replay behind proxies. */
export type ReplayChain = {
  readonly url: string
  readonly client: AnvilClient
  readonly reader: Client
  /** A proxy with that contract behind it, initialised. */
  readonly deployProxy: (name: string) => Promise<Address>
  readonly deploy: (name: string, args?: readonly unknown[]) => Promise<Address>
  /** Creates a contract of this runtime code. */
  readonly deployCode: (runtime: Hex) => Promise<Address>
  /** Sends a call, by the ABI of a contract; user 1 unless said otherwise. */
  readonly send: (call: ReplayCall) => Promise<Hash>
  /** Sends many into one block, in this order. */
  readonly sendTogether: (calls: readonly ReplayCall[]) => Promise<Hash[]>
  readonly replay: (parameters: ReplayOf) => Promise<Replay>
}

export type ReplayCall = {
  readonly to: Address
  readonly name: string
  readonly call: string
  readonly args?: readonly unknown[] | undefined
  readonly user?: number | undefined
}

export type ReplayOf = Partial<Omit<ReplayTransactionsParameters, 'subject'>> & {
  readonly proxy: Address
  readonly to: Address
  /** What the patch runs, where that is more than an upgrade. */
  readonly calls?: readonly RunCall[] | undefined
  readonly overrides?: readonly ReplayOverride[] | undefined
  readonly rpcUrl?: string | undefined
  readonly limits?: ReplayTools['limits'] | undefined
}

export function openReplayChain({ rpcUrl }: Anvil): ReplayChain {
  const client = anvilClient(rpcUrl)
  const reader = createRpcClient({ chainId, name: 'replay', rpcUrls: [rpcUrl] })
  const from = demoAccount(0).address
  const deploy: ReplayChain['deploy'] = (name, args) =>
    deployContract(client, { from, name, args, ...(isHarbor(name) ? {} : { file }) })
  return {
    url: rpcUrl,
    client,
    reader,
    deploy,
    deployProxy: async (name) => {
      const data = encode({ name, call: 'initialize', args: [from] })
      return await deploy('ERC1967Proxy', [await deploy(name), data])
    },
    deployCode: async (runtime) => {
      const size = (runtime.length - 2) / 2
      // PUSH2 size, DUP1, PUSH1 0x0a, PUSH0, CODECOPY, PUSH0, RETURN
      const head = `0x61${size.toString(16).padStart(4, '0')}80600a5f395ff3` as const
      const { contractAddress } = await sendTransaction(client, {
        from,
        data: `${head}${runtime.slice(2)}`,
      })
      if (!contractAddress) throw new Error('It was not created.')
      return getAddress(contractAddress)
    },
    send: async (call) => {
      const receipt = await sendTransaction(client, { ...wire(call), allowRevert: true })
      return receipt.transactionHash
    },
    sendTogether: async (calls) => {
      await client.setAutomine(false)
      const hashes: Hash[] = []
      for (const call of calls) {
        const request = client.request as (asked: object) => Promise<Hash>
        const params = [{ ...wire(call), gas: '0xf4240' }]
        hashes.push(await request({ method: 'eth_sendTransaction', params }))
      }
      await client.mine({ blocks: 1 })
      await client.setAutomine(true)
      return hashes
    },
    replay: async ({
      proxy,
      to,
      calls,
      overrides,
      rpcUrl: other = rpcUrl,
      limits,
      ...parameters
    }) => {
      const block = await readBlock(reader, { chainId })
      const subject = { kind: 'upgrade', proxy, to } as const
      const input = await resolveInput(reader, { chainId, block, subject, deploymentBlock: 0 })
      const tools = { rpcUrl: other, forks: createForks(), ...(limits ? { limits } : {}) }
      // Whoever deployed it may upgrade it.
      const withCalls = calls
        ? { ...input, calls, protocol: { ...input.protocol, safe: from } }
        : input
      const read = await readPatchedSubject(
        { ...tools, client: reader, rpcUrl },
        { input: withCalls, overrides },
      )
      const wanted = { kind: 'last', last: 500 } as const
      return await replayTransactions(tools, { ...read, wanted, ...parameters })
    },
  }
}

function isHarbor(name: string): boolean {
  return name === 'ERC1967Proxy' || name === 'HarborToken'
}

function wire({ to, user = 1, ...call }: ReplayCall) {
  return { from: demoAccount(user).address, to, data: encode(call) }
}

function encode({ name, call, args = [] }: Pick<ReplayCall, 'name' | 'call' | 'args'>) {
  const { abi } = isHarbor(name) ? readArtifact(name) : readArtifact(name, file)
  return encodeFunctionData({ abi: abi as Abi, functionName: call, args: [...args] })
}
