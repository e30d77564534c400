import { type Client, type Hash, keccak256, stringToBytes } from 'viem'
import { keepResults, type ResultKeeper } from '@/lib/actions/replay/keep-results'
import { ReplayCountError, ReplaysBusyError } from '@/lib/actions/replay/replay-errors'
import { replayName } from '@/lib/actions/replay/replay-name'
import { replayPatch } from '@/lib/actions/replay/replay-patch'
import { type RunningReplay, runningReplays } from '@/lib/actions/replay/running-replays'
import { readUnfinishedRun } from '@/lib/actions/replay/stored-run'
import type { Forks } from '@/lib/adapters/fork/forks'
import { beginReplayRun } from '@/lib/adapters/store/begin-replay-run'
import { deleteReplayRun } from '@/lib/adapters/store/delete-replay-run'
import { saveReport } from '@/lib/adapters/store/save-report'
import { stopReplayRun } from '@/lib/adapters/store/stop-replay-run'
import type { Store } from '@/lib/adapters/store/store'
import type { Config } from '@/lib/config/config'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import { serializeReviewInput } from '@/lib/core/report/parse-review-input'
import type { ReplayReport } from '@/lib/core/report/replay-report'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { serializeReplayReport } from '@/lib/core/report/serialize-replay-report'
import { hashReport } from '@/lib/core/report/serialize-report'

export type ReplayContext = {
  readonly store: Store
  readonly config: Pick<Config, 'replay'>
  readonly clientFor: (chainId: number) => Client
  /** Where a fork reaches the nodes of a chain. */
  readonly forkUrlFor: (chainId: number) => Promise<string>
  /** Forks of their own: a replay takes minutes, and simulations must not wait for it. */
  readonly replayForks: Forks
}

/** Whose replay: `key` is what the record is addressed by. */
export type ReplayKey = { readonly timelock: ChainAddress; readonly key: Hash }

export type StartReplayParameters = ReplayKey & {
  readonly input: ReviewInput
  /** How many of the latest transactions. Without it an unfinished run goes on, else the configuration tells. */
  readonly last?: number | undefined
}

/** More that wait are not begun. */
const mostRunning = 8

/**
 * Begins a replay, or goes on with one that has stopped, and does not wait for it. One that is under way goes on.
 *
 * @throws ReplayCountError, ReplaysBusyError
 */
export function startReplay(
  context: ReplayContext,
  { timelock, key, input, last }: StartReplayParameters,
): void {
  const { store, config } = context
  const { maximum } = config.replay
  if (last !== undefined && !(Number.isInteger(last) && last >= 1 && last <= maximum)) {
    throw new ReplayCountError({ given: String(last), maximum })
  }
  const all = runningReplays(store)
  const name = replayName(timelock, key)
  if (all.has(name)) return
  if (all.size >= mostRunning) throw new ReplaysBusyError()
  const running: RunningReplay = {
    controller: new AbortController(),
    last: last ?? config.replay.last,
    block: input.block.number,
    run: undefined,
    hashes: undefined,
    outcomes: new Map(),
    ended: Promise.resolve(),
  }
  all.set(name, running)
  running.ended = run(context, running, { name, input, last })
    .catch((error: unknown) => noteFailure(store, running, { name, error }))
    .catch(log)
    .finally(() => {
      if (all.get(name) === running) all.delete(name)
    })
}

/** Ends one that is under way, here or in another process; what it has found stays. @returns Whether there was one. */
export async function cancelReplay(
  { store }: Pick<ReplayContext, 'store'>,
  { timelock, key }: ReplayKey,
): Promise<boolean> {
  const name = replayName(timelock, key)
  const wasRunning = await stopReplayRun(store, { subject: name, now: new Date() })
  const running = runningReplays(store).get(name)
  running?.controller.abort(new BaseError('It was cancelled.'))
  await running?.ended
  return wasRunning || running !== undefined
}

type RunParameters = Pick<StartReplayParameters, 'input' | 'last'> & { readonly name: string }

async function run(
  context: ReplayContext,
  running: RunningReplay,
  { name, input: wanted, last }: RunParameters,
): Promise<void> {
  const { store, clientFor, forkUrlFor, replayForks } = context
  const { controller } = running
  const { signal } = controller
  const { chainId } = wanted
  const client = clientFor(chainId)
  const unfinished = await readUnfinishedRun({ store, client }, { subject: name, input: wanted })
  const goesOn = last === undefined || unfinished?.last === last ? unfinished : undefined
  const input = goesOn?.input ?? wanted
  running.last = goesOn?.last ?? running.last
  running.block = input.block.number
  const run = { subject: name, run: runHash(name, input, running.last) }
  const json = serializeReviewInput(input)
  await beginReplayRun(store, { ...run, input: json, last: running.last, now: new Date() })
  running.run = run.run
  const keeper = keepResults(store, {
    ...run,
    onEnd: (error) => controller.abort(error ?? new BaseError('It was cancelled.')),
  })
  try {
    const report = await replayPatch(
      { client, rpcUrl: await forkUrlFor(chainId), forks: replayForks },
      {
        input,
        wanted: {
          kind: 'last',
          last: running.last,
          fromBlock: BigInt(input.protocol.deploymentBlock),
        },
        resume: goesOn?.resume,
        signal,
        ...listen(running, keeper),
      },
    )
    signal.throwIfAborted()
    await keepReport(store, { subject: name, report })
  } finally {
    await keeper.flush()
  }
  await deleteReplayRun(store, run)
}

/** The same for whoever replays the same, so that two that do add to one. */
function runHash(name: string, input: ReviewInput, last: number): Hash {
  return keccak256(stringToBytes(`${name}\n${last}\n${serializeReviewInput(input)}`))
}

function listen(running: RunningReplay, keeper: ResultKeeper) {
  const count = (results: readonly ReplayResult[]) => {
    for (const { hash, outcome } of results) running.outcomes.set(hash, outcome)
  }
  return {
    onFound: (cursor: Parameters<ResultKeeper['start']>[0], known: readonly ReplayResult[]) => {
      running.hashes = cursor.places.map(({ hash }) => hash)
      count(known)
      keeper.start(cursor)
    },
    onResults: (results: readonly ReplayResult[]) => {
      count(results)
      keeper.add(results)
    },
  }
}

async function keepReport(
  store: Store,
  { subject, report }: { subject: string; report: ReplayReport },
): Promise<void> {
  const json = serializeReplayReport(report)
  const hash = hashReport(json)
  const { number } = report.input.block
  const at = { blockNumber: number, storedAt: new Date() }
  // One at a later block ran other transactions, so it never says the same.
  await saveReport(store, { subject, json, hash, contentHash: hash, ...at })
}

/** That somebody has cancelled it is no problem. */
async function noteFailure(
  store: Store,
  { controller, run }: RunningReplay,
  { name, error }: { name: string; error: unknown },
): Promise<void> {
  const { aborted, reason } = controller.signal
  const isCancelled = aborted && reason instanceof BaseError
  if (!isCancelled && !(error instanceof BaseError)) log(error)
  if (!run) return
  const problem = isCancelled ? undefined : problemOf(error)
  await stopReplayRun(store, { subject: name, run, problem, now: new Date() })
}

function problemOf(error: unknown): string {
  if (!(error instanceof BaseError)) return 'The server failed.'
  // Facts may be sentences, or names that are none.
  const said = error.facts.map(([, value]) => value.replace(/\.$/, '')).join('; ')
  return said ? `${error.shortMessage} ${said}.` : error.shortMessage
}

function log(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}
