import {
  type CodeAnalyser,
  createCodeAnalyser,
} from '@/lib/adapters/bytecode-analysis/code-analyser'
import { type Compiler, createCompiler } from '@/lib/adapters/compiler/compiler'
import { createForks, type Forks } from '@/lib/adapters/fork/forks'
import { type RpcRelay, relayRpc } from '@/lib/adapters/fork/relay-rpc'
import type { Jobs } from '@/lib/adapters/jobs/jobs'
import { openJobs } from '@/lib/adapters/jobs/open-jobs'
import { type ChainNodes, createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient, type RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { createSolver, type Solver } from '@/lib/adapters/solver/solver'
import { openStore, type Store } from '@/lib/adapters/store/open-store'
import type { Config } from '@/lib/config/config'
import { loadConfig } from '@/lib/config/load-config'
import { BaseError } from '@/lib/core/error/base-error'

export type ServerContext = {
  readonly config: Config
  readonly store: Store
  /** Makes code again from its sources. Starts nothing until it is asked. */
  readonly compiler: Compiler
  /** Reads code that has no sources. Starts nothing until it is asked. */
  readonly analyser: CodeAnalyser
  /** Proves what changed functions have in common. Starts nothing until it is asked. */
  readonly solver: Solver
  /** @throws UnknownChainError for a chain that is not configured. */
  readonly clientFor: (chainId: number) => RpcClient
  /** The nodes of a chain, to be asked one by one. @throws UnknownChainError */
  readonly nodesFor: (chainId: number) => ChainNodes
  /** Work that the processes of this instance share. Opened at first use. */
  readonly jobs: () => Promise<Jobs>
  /** Bounds how many simulations run at one time. Starts nothing until it is asked. */
  readonly forks: Forks
  /** Those of replays, which take longer. */
  readonly replayForks: Forks
  /** Where a fork reaches the nodes of a chain. @throws UnknownChainError */
  readonly forkUrlFor: (chainId: number) => Promise<string>
  /** Seconds since the epoch, by the server's clock: stamps what is stored, never decides what the chain allows. */
  readonly now: () => bigint
}

/** The chain of a request is not one that this instance serves. */
export class UnknownChainError extends BaseError {
  override readonly name = 'UnknownChainError'
  constructor({ chainId, served }: { chainId: number; served: readonly number[] }) {
    super('This instance does not serve that chain.', {
      facts: [
        ['Chain', String(chainId)],
        ['Served', served.join(', ')],
      ],
      hint: 'Use one of the chains served, or add it to chains in the configuration.',
    })
  }
}

/** Then it stops, and can go on. */
const replaySeconds = 3_600

// Kept on globalThis because Next evaluates a module once per bundle, and the embedded database allows one owner.
const held = globalThis as { sutureContext?: Promise<ServerContext> | undefined }

/** The one context of this process: configuration, store and a client for each chain, opened at first use. */
export function getServerContext(): Promise<ServerContext> {
  held.sutureContext ??= openContext().catch((error) => {
    held.sutureContext = undefined
    throw error
  })
  return held.sutureContext
}

async function openContext(): Promise<ServerContext> {
  const config = loadConfig(process.env)
  const clients = new Map(
    config.chains.map(({ id, name, rpcUrls }) => [
      id,
      createRpcClient({ chainId: id, name, rpcUrls }),
    ]),
  )
  const nodes = new Map(
    config.chains.map(({ id, rpcUrls, quorum }) => [
      id,
      createChainNodes({ chainId: id, rpcUrls, quorum }),
    ]),
  )
  let jobs: Promise<Jobs> | undefined
  const relays = new Map<number, Promise<RpcRelay>>()
  const store = await openStore({
    databaseUrl: config.databaseUrl,
    directory: `${config.dataDirectory}/db`,
  })
  return {
    config,
    store,
    compiler: createCompiler({ directory: config.cacheDirectory }),
    analyser: createCodeAnalyser({ directory: `${config.cacheDirectory}/analyses` }),
    solver: createSolver({ directory: `${config.cacheDirectory}/proofs` }),
    clientFor: (chainId) => {
      const client = clients.get(chainId)
      if (!client) throw new UnknownChainError({ chainId, served: [...clients.keys()] })
      return client
    },
    nodesFor: (chainId) => {
      const found = nodes.get(chainId)
      if (!found) throw new UnknownChainError({ chainId, served: [...nodes.keys()] })
      return found
    },
    jobs: () => {
      jobs ??= openJobs({ databaseUrl: config.databaseUrl }).catch((error) => {
        jobs = undefined
        throw error
      })
      return jobs
    },
    forks: createForks({ concurrency: Math.max(1, config.simulation.concurrency) }),
    replayForks: createForks({ concurrency: 1, limits: { seconds: replaySeconds } }),
    forkUrlFor: async (chainId) => {
      const chain = config.chains.find(({ id }) => id === chainId)
      if (!chain) throw new UnknownChainError({ chainId, served: [...clients.keys()] })
      const relay = relays.get(chainId) ?? relayRpc({ rpcUrls: chain.rpcUrls })
      relays.set(chainId, relay)
      return (await relay).url
    },
    now: () => BigInt(Math.floor(Date.now() / 1000)),
  }
}
