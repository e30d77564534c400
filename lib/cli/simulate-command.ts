import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { readTimelockLogs } from '@/lib/actions/review/make-report'
import { resolveInput } from '@/lib/actions/review/resolve-input'
import { makeSimulationReport } from '@/lib/actions/simulation/make-simulation-report'
import { createForks } from '@/lib/adapters/fork/forks'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { parseAddressOn } from '@/lib/core/chain/parse-placed-address'
import { parseUint } from '@/lib/core/chain/parse-uint'
import { serializeSimulation } from '@/lib/core/report/serialize-simulation'
import type { Command } from './command'
import { configuredProtocol } from './configured-protocol'
import { exitCodes } from './exit-codes'
import { openChain } from './open-chain'
import { openWorkshop } from './open-workshop'
import { readSubject } from './read-subject'
import { renderSimulationText } from './render-simulation-text'
import { failOnOption, isAtLeast, rpcOption, sourcesOption } from './review-options'

/** `suture simulate`: what a patch would do, tried on a fork of the chain. */
export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'try a patch, an operation or an upgrade on a fork of the chain',
  positionals: ['<what>'],
  options: {
    rpc: rpcOption,
    sources: sourcesOption,
    block: {
      value: '<number>',
      summary: 'the chain is forked at this block; the latest by default',
    },
    timelock: { value: '<address>', summary: 'of the operation, where <what> is an operation id' },
    safe: { value: '<address>', summary: 'whose state belongs to it, where <what> names none' },
    'from-block': { value: '<number>', summary: 'first block of the timelock; 0 by default' },
    config: {
      value: '<path>',
      summary: 'configuration whose protocol says what has to stay so; docs/configuration.md',
    },
    compare: {
      value: '<url>',
      summary: 'another node, whose eth_simulateV1 has to come to the same',
    },
    engine: {
      choices: ['fork', 'eth_simulateV1'],
      summary: 'eth_simulateV1 needs no Anvil and sees less; fork by default',
    },
    'path-only': {
      summary: 'walk the path and try nothing else: quicker, and most checks are unknown',
    },
    'schedule-only': { summary: 'stop when the operation is scheduled' },
    format: { choices: ['text', 'json'], summary: 'text by default' },
    'fail-on': failOnOption,
  },
  details: `<what> is the path of a dossier or of a Safe transaction (or - for standard input, or the JSON itself), the id
of an operation, or <proxy>=<new implementation>. The owners' approvals, the time that passes and whoever executes are
made up; each is listed. Nothing is sent to the chain. What could not be seen or decoded is unknown, never a pass.
The JSON is canonical (RFC 8785): the same block gives the same bytes on any machine.`,
  run: async (parsed, io) => {
    const { options, positionals } = parsed
    const subjectOn = await readSubject(positionals[0] ?? '-', options, io)
    const workshop = openWorkshop(options)
    const { client, chainId, block } = await openChain(options)
    const { rpc, safe, compare, 'from-block': from } = options
    const resolved = await resolveInput(client, {
      chainId,
      block,
      subject: subjectOn(chainId),
      safe: typeof safe === 'string' ? parseAddressOn(chainId, safe) : undefined,
      deploymentBlock: typeof from === 'string' ? Number(parseUint(from)) : 0,
    })
    const { config } = options
    const protocol =
      typeof config === 'string'
        ? configuredProtocol(await io.readFile(config), resolved)
        : resolved.protocol
    const input = { ...resolved, protocol }
    const logs = await readTimelockLogs(client, input)
    const chain = await readProtocolAt(client, { chainId, protocol, block, logs })
    const scheduleOnly = options['schedule-only'] === true
    const subjectAt = { input, chain, scheduleOnly }
    const compareWith =
      typeof compare === 'string'
        ? createRpcClient({ chainId, name: 'the other node', rpcUrls: [compare] })
        : undefined
    const report = await makeSimulationReport(
      { client, rpcUrl: String(rpc), forks: createForks(), workshop },
      {
        ...subjectAt,
        compareWith,
        trials: options['path-only'] === true ? [] : undefined,
        engine: options.engine === 'eth_simulateV1' ? 'eth_simulateV1' : 'fork',
      },
    )
    const isJson = options.format === 'json'
    io.writeOut(isJson ? `${serializeSimulation(report)}\n` : renderSimulationText(report))
    return isAtLeast(report.verdict, options['fail-on']) ? exitCodes.verdict : exitCodes.done
  },
}
