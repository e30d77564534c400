import type { Hash } from 'viem'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { makeReport, readTimelockLogs } from '@/lib/actions/review/make-report'
import { makeSimulationReport } from '@/lib/actions/simulation/make-simulation-report'
import { createForks } from '@/lib/adapters/fork/forks'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import type { Finding } from '@/lib/core/check/finding'
import {
  compareReports,
  compareSimulations,
  type ReportDifference,
} from '@/lib/core/report/compare-reports'
import { isSimulation } from '@/lib/core/report/is-simulation'
import { parseReport } from '@/lib/core/report/parse-report'
import { parseSimulation } from '@/lib/core/report/parse-simulation'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import { serializeSimulation } from '@/lib/core/report/serialize-simulation'
import { openChain } from './open-chain'
import { openWorkshop } from './open-workshop'
import { OtherChainError } from './other-chain-error'
import type { ParsedArguments } from './parse-arguments'

type Options = ParsedArguments['options']

/** A document that can be made again from a chain and held against what was given. */
export type Verifiable = {
  readonly noun: 'report' | 'simulation'
  readonly input: ReviewInput
  readonly findings: readonly Finding[]
  /** It was made with sources of some code. */
  readonly hasSources: boolean
  readonly makeAgain: (
    options: Options,
  ) => Promise<{ readonly differences: readonly ReportDifference[]; readonly hash: Hash }>
}

/**
 * Reads what is to be verified: a report, or a simulation where its JSON says so.
 *
 * @throws InvalidReportError, InvalidSimulationError, and what their parsers throw
 */
export function openVerifiable(text: string): Verifiable {
  return isSimulation(text) ? openSimulation(text) : openReport(text)
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
  const { input, findings, simulation, bundles } = given
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
          compareWith:
            typeof compare === 'string'
              ? createRpcClient({ chainId, name: 'the other node', rpcUrls: [compare] })
              : undefined,
        },
      )
      const hash = hashReport(serializeSimulation(made))
      return { differences: compareSimulations(given, made), hash }
    },
  }
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
