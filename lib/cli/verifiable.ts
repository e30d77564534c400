import type { Hash } from 'viem'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { replayPatch } from '@/lib/actions/replay/replay-patch'
import type { WantedTransactions } from '@/lib/actions/replay/replay-transactions'
import { makeReport, readTimelockLogs } from '@/lib/actions/review/make-report'
import { makeSimulationReport } from '@/lib/actions/simulation/make-simulation-report'
import { type Resimulation, resimulate } from '@/lib/actions/simulation/resimulate'
import { nothingTried } from '@/lib/actions/simulation/run-trials'
import { createForks } from '@/lib/adapters/fork/forks'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import type { Finding } from '@/lib/core/check/finding'
import type { ReplayOverride } from '@/lib/core/replay/replay'
import {
  compareReplays,
  compareReports,
  compareSimulations,
  type ReportDifference,
} from '@/lib/core/report/compare-reports'
import { documentKind } from '@/lib/core/report/document-kind'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'
import { parseReport } from '@/lib/core/report/parse-report'
import { parseSimulation } from '@/lib/core/report/parse-simulation'
import type { ReplayReport } from '@/lib/core/report/replay-report'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { serializeReplayReport } from '@/lib/core/report/serialize-replay-report'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import { serializeSimulation } from '@/lib/core/report/serialize-simulation'
import { openChain } from './open-chain'
import { openWorkshop } from './open-workshop'
import { OtherChainError } from './other-chain-error'
import type { ParsedArguments } from './parse-arguments'
import { longestReplay } from './replay-command'

type Options = ParsedArguments['options']

/** A document that can be made again from a chain and held against what was given. */
export type Verifiable = {
  readonly noun: 'report' | 'simulation' | 'replay'
  readonly input: ReviewInput
  readonly findings: readonly Finding[]
  /** It was made with sources of some code. */
  readonly hasSources: boolean
  readonly makeAgain: (
    options: Options,
  ) => Promise<{ readonly differences: readonly ReportDifference[]; readonly hash: Hash }>
  /** Walks the path of a simulation again by `eth_simulateV1` of the node alone. */
  readonly resimulate?: ((options: Options) => Promise<Resimulation>) | undefined
}

/** Whether a document says that it is one that is made again from a chain. */
export function isVerifiable(text: string): boolean {
  try {
    const { schema } = JSON.parse(text)
    return /^suture\/(report|simulation|replay-report)\//.test(schema)
  } catch {
    return false
  }
}

/**
 * Reads what is to be verified: a report, or a simulation or replay where its JSON says so.
 *
 * @throws InvalidReportError, InvalidSimulationError, InvalidReplayError, and what their parsers throw
 */
export function openVerifiable(text: string): Verifiable {
  const kind = documentKind(text)
  if (kind === 'replay') return openReplay(text)
  return kind === 'simulation' ? openSimulation(text) : openReport(text)
}

function openReport(text: string): Verifiable {
  const given = parseReport(text)
  const { input, findings, upgrades } = given
  const codes = upgrades.flatMap(({ from, to, proxy }) => [from, to, proxy])
  return {
    noun: 'report',
    ...{ input, findings },
    hasSources: codes.some((code) => code?.sources.known),
    makeAgain: async (options) => {
      const workshop = openWorkshop(options, given)
      const { client } = await openSameChain('report', input, options)
      const made = await makeReport({ client, workshop }, input)
      const hash = hashReport(serializeReport(made))
      return { differences: compareReports(given, made), hash }
    },
  }
}

function openSimulation(text: string): Verifiable {
  const given = parseSimulation(text)
  const { input, findings, simulation, bundles, reads } = given
  return {
    noun: 'simulation',
    ...{ input, findings },
    hasSources: Object.keys(bundles).length > 0,
    makeAgain: async (options) => {
      const workshop = openWorkshop(options, given)
      const { client, chainId } = await openSameChain('simulation', input, options)
      const { protocol, block } = input
      const logs = await readTimelockLogs(client, input)
      const chain = await readProtocolAt(client, { chainId, protocol, block, logs })
      const { compare, rpc } = options
      const made = await makeSimulationReport(
        { client, rpcUrl: String(rpc), forks: createForks(), workshop },
        {
          input,
          chain,
          engine: simulation.engine,
          scheduleOnly: simulation.path === 'schedule',
          trials: !reads.known && reads.reason === nothingTried ? [] : undefined,
          compareWith:
            typeof compare === 'string'
              ? createRpcClient({ chainId, name: 'the other node', rpcUrls: [compare] })
              : undefined,
        },
      )
      const hash = hashReport(serializeSimulation(made))
      return { differences: compareSimulations(given, made), hash }
    },
    resimulate: async (options) => {
      const { client } = await openSameChain('simulation', input, options)
      return await resimulate(client, given)
    },
  }
}

function openReplay(text: string): Verifiable {
  const given = parseReplayReport(text)
  const { input, findings, replay } = given
  return {
    noun: 'replay',
    ...{ input, findings },
    hasSources: false,
    makeAgain: async (options) => {
      const { client } = await openSameChain('replay', input, options)
      const forks = createForks({ limits: { seconds: longestReplay } })
      const made = await replayPatch(
        { client, rpcUrl: String(options.rpc), forks },
        { input, wanted: wantedOf(given), mode: replay.mode, overrides: overridesOf(given) },
      )
      const hash = hashReport(serializeReplayReport(made))
      return { differences: compareReplays(given, made), hash }
    },
  }
}

function wantedOf({ input, replay }: ReplayReport): WantedTransactions {
  const { source, transactions } = replay
  if (source.last === undefined) {
    const hashes = transactions.map(({ hash }) => hash)
    return { kind: 'list', hashes: [...hashes, ...(source.missing ?? [])] }
  }
  const fromBlock = BigInt(input.protocol.deploymentBlock)
  return { kind: 'last', last: source.last, fromBlock }
}

/** What was chosen by hand; what the calls of the patch leave is found again. */
function overridesOf({ replay: { subject } }: ReplayReport): readonly ReplayOverride[] | undefined {
  const chosen = subject.overrides.filter(({ before }) => before === undefined)
  return chosen.length > 0 ? chosen : undefined
}

async function openSameChain(noun: Verifiable['noun'], input: ReviewInput, options: Options) {
  const { number } = input.block
  const opened = await openChain({ ...options, block: String(number) })
  const [told, node] = [input, opened].map(
    (one) => `chain ${one.chainId}, block ${one.block.number} ${one.block.hash}`,
  )
  if (told !== node) throw new OtherChainError({ noun, told: told ?? '', node: node ?? '' })
  return opened
}
