import { replayPatch } from '@/lib/actions/replay/replay-patch'
import type { WantedTransactions } from '@/lib/actions/replay/replay-transactions'
import { resolveInput } from '@/lib/actions/review/resolve-input'
import { createForks } from '@/lib/adapters/fork/forks'
import { parseAddressOn } from '@/lib/core/chain/parse-placed-address'
import { parseUint } from '@/lib/core/chain/parse-uint'
import type { ExpectedDifference } from '@/lib/core/replay/expected-difference'
import { judgeReplay } from '@/lib/core/replay/judge-replay'
import { parseExpected, parseOverrides } from '@/lib/core/replay/parse-replay'
import type { ReplayMode } from '@/lib/core/replay/replay'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import { parseTransactionList } from '@/lib/core/report/parse-transaction-list'
import type { ReplayReport } from '@/lib/core/report/replay-report'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { serializeReplayReport } from '@/lib/core/report/serialize-replay-report'
import type { Command, CommandIo } from './command'
import { configuredProtocol } from './configured-protocol'
import { exitCodes } from './exit-codes'
import { openChain } from './open-chain'
import type { ParsedArguments } from './parse-arguments'
import { readSubject } from './read-subject'
import { renderReplayText } from './render-replay-text'
import { failOnOption, isAtLeast, rpcOption } from './review-options'
import { assertSameReplay, openReplayFile, type ReplayFile, readSavedReplay } from './saved-replay'

/** `suture replay`: what past transactions would have done with the new code. */
export const replayCommand: Command = {
  name: 'replay',
  summary: 'run past transactions with the old and the new code and list what differs',
  positionals: ['<what>'],
  options: {
    rpc: rpcOption,
    block: {
      value: '<number>',
      summary: 'no transaction behind this block; the latest by default',
    },
    last: { value: '<count>', summary: 'that many of the latest transactions; 500 by default' },
    transactions: {
      value: '<path>',
      summary: 'these instead: a JSON list of hashes, or an earlier replay',
    },
    mode: {
      choices: ['exact', 'screening'],
      summary: 'each on its own state, or quickly one after the other first; exact by default',
    },
    overrides: {
      value: '<path>',
      summary:
        'words that the new code finds, as JSON; by default what the calls of the patch leave',
    },
    expected: { value: '<path>', summary: 'differences that are meant, as JSON' },
    config: {
      value: '<path>',
      summary: 'configuration whose protocol says what is meant to change; docs/configuration.md',
    },
    resume: { value: '<path>', summary: 'keeps what was found in this file, and goes on with it' },
    timelock: { value: '<address>', summary: 'of the operation, where <what> is an operation id' },
    safe: { value: '<address>', summary: 'whose state belongs to it, where <what> names none' },
    'from-block': { value: '<number>', summary: 'nothing before this block; 0 by default' },
    format: { choices: ['text', 'json'], summary: 'text by default' },
    'fail-on': failOnOption,
  },
  details: `<what> is what simulate takes. All proxies that get new code in the same patch are replaced together. The node has
to have the states of the past; debug_traceTransaction is asked first, then debug_traceCall, then a fork of each block is
opened. Anvil runs the transactions here. The old code has to come to what the receipt says, or the transaction is told and
does not count. Ctrl-C ends it; with --resume it goes on where it was.
The JSON is canonical (RFC 8785): the same transactions at the same block give the same bytes on any machine.`,
  run: async (parsed, io) => {
    const { options } = parsed
    const interrupted = new AbortController()
    const release = io.onInterrupt(() => interrupted.abort())
    try {
      const report = await run(parsed, io, interrupted.signal)
      const { replay } = report
      io.writeOut(
        options.format === 'json' ? `${serializeReplayReport(report)}\n` : renderReplayText(replay),
      )
      return isAtLeast(judgeReplay(replay), options['fail-on']) ? exitCodes.verdict : exitCodes.done
    } catch (error) {
      if (!interrupted.signal.aborted) throw error
      const { resume } = options
      io.writeError(resume ? `Stopped. --resume ${resume} goes on with it.\n` : 'Stopped.\n')
      return exitCodes.interrupted
    } finally {
      release()
    }
  },
}

/** Seconds that a run may take: a fork's usual time is that of one simulation. */
export const longestReplay = 24 * 3_600

async function run(
  { options, positionals }: ParsedArguments,
  io: CommandIo,
  signal: AbortSignal,
): Promise<ReplayReport> {
  const { safe, resume, 'from-block': from } = options
  const fromBlock = typeof from === 'string' ? parseUint(from) : 0n
  const subjectOn = await readSubject(positionals[0] ?? '-', options, io)
  const saved = typeof resume === 'string' ? await readSavedReplay(resume, io) : undefined
  // The chain has gone on since.
  const block = saved && !options.block ? { block: String(saved.cursor.subject.block.number) } : {}
  const { client, chainId, ...at } = await openChain({ ...options, ...block })
  const resolved = await resolveInput(client, {
    chainId,
    ...at,
    subject: subjectOn(chainId),
    safe: typeof safe === 'string' ? parseAddressOn(chainId, safe) : undefined,
    deploymentBlock: Number(fromBlock),
  })
  const protocol = await readOption(options.config, io, (file) =>
    configuredProtocol(file, resolved),
  )
  // Whoever makes it again looks as far back as the document says.
  const deploymentBlock = from === undefined ? protocol?.deploymentBlock : Number(fromBlock)
  const input =
    protocol && deploymentBlock !== undefined
      ? { ...resolved, protocol: { ...protocol, deploymentBlock } }
      : resolved
  const expected = await readOption(options.expected, io, (json) => parseExpected(json, 'operator'))
  const overrides = await readOption(options.overrides, io, parseOverrides)
  const mode: ReplayMode = options.mode === 'screening' ? 'screening' : 'exact'
  const results = saved?.results ?? []
  let file: ReplayFile | undefined
  const progress = showProgress(io)
  const forks = createForks({ limits: { seconds: longestReplay } })
  return await replayPatch(
    { client, rpcUrl: String(options.rpc), forks },
    {
      input: withChanges(input, expected ?? []),
      mode,
      overrides,
      wanted: await readWanted(options, BigInt(input.protocol.deploymentBlock), io),
      resume: saved,
      onSubject: (subject) => {
        if (saved) assertSameReplay(saved, { subject, mode })
        if (typeof resume !== 'string') return
        file = openReplayFile(resume, io, { subject, mode, results })
      },
      onFound: (cursor) => {
        file?.start(cursor)
        progress.start(cursor.places.length, results)
      },
      onResults: (found) => {
        file?.add(found)
        progress.add(found)
      },
      signal,
    },
  )
}

/** What the command line announces is the operator's word as that of a configuration is. */
function withChanges(input: ReviewInput, expected: readonly ExpectedDifference[]): ReviewInput {
  if (expected.length === 0) return input
  const { protocol } = input
  const changes = [
    ...(protocol.expects?.changes ?? []),
    ...expected.map(({ by: _, ...one }) => one),
  ]
  return { ...input, protocol: { ...protocol, expects: { ...protocol.expects, changes } } }
}

async function readOption<T>(
  path: string | true | undefined,
  io: CommandIo,
  parse: (json: string) => T,
): Promise<T | undefined> {
  return typeof path === 'string' ? parse(await io.readFile(path)) : undefined
}

async function readWanted(
  { last, transactions }: ParsedArguments['options'],
  fromBlock: bigint,
  io: CommandIo,
): Promise<WantedTransactions> {
  const hashes = await readOption(transactions, io, parseTransactionList)
  if (hashes) return { kind: 'list', hashes }
  const count = typeof last === 'string' ? Number(parseUint(last)) : 500
  return { kind: 'last', last: count, fromBlock }
}

/** Milliseconds between two lines. */
const pause = 1_000

/** On the stream of errors, so that what is written out stays clean. */
function showProgress(io: CommandIo) {
  let [total, done, differing] = [0, 0, 0]
  let said = 0
  const count = (results: readonly ReplayResult[]) => {
    done += results.length
    differing += results.filter(({ outcome }) => differs.has(outcome)).length
  }
  const say = () => {
    said = Date.now()
    io.writeError(`${done} of ${total} transactions, ${differing} differ\n`)
  }
  return {
    start: (all: number, before: readonly ReplayResult[]) => {
      total = all
      count(before)
      say()
    },
    add: (results: readonly ReplayResult[]) => {
      count(results)
      if (done === total || Date.now() - said > pause) say()
    },
  }
}

const differs = new Set<ReplayResult['outcome']>(['newly succeeds', 'newly reverts', 'different'])
