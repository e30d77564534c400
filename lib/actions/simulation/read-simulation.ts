import type { Client, Hash } from 'viem'
import { serverWorkshop, type WorkshopContext } from '@/lib/actions/review/server-workshop'
import { makeSimulationReport } from '@/lib/actions/simulation/make-simulation-report'
import type { SimulationProgress } from '@/lib/actions/simulation/simulation-progress'
import { simulationSubject } from '@/lib/actions/simulation/simulation-subject'
import { type LastSimulation, storedSimulation } from '@/lib/actions/simulation/stored-simulation'
import type { Forks } from '@/lib/adapters/fork/forks'
import { readLatestReport } from '@/lib/adapters/store/read-latest-report'
import { saveReport } from '@/lib/adapters/store/save-report'
import type { Store } from '@/lib/adapters/store/store'
import type { StoredReport } from '@/lib/adapters/store/stored-report'
import type { Config } from '@/lib/config/config'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import type { ProtocolChain } from '@/lib/core/patch/desk'
import { hashSimulationContent } from '@/lib/core/report/hash-simulation-content'
import { isSameSubject } from '@/lib/core/report/is-same-subject'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { hashReport } from '@/lib/core/report/serialize-report'
import { serializeSimulation } from '@/lib/core/report/serialize-simulation'
import type { Simulation } from '@/lib/core/simulation/simulation'

export type SimulationContext = WorkshopContext & {
  readonly config: Pick<Config, 'simulation'>
  readonly clientFor: (chainId: number) => Client
  readonly forks: Forks
  /** Where a fork reaches the nodes of a chain. */
  readonly forkUrlFor: (chainId: number) => Promise<string>
}

export type SimulationReading = {
  /** The one that was made last, if there is one. */
  readonly last: LastSimulation | undefined
  /** What one that is under way is at; when it is done, the heads tell. */
  readonly progress: SimulationProgress | undefined
  /** Why the last attempt came to nothing; undefined where it did not. */
  readonly failure: string | undefined
}

type Subject = {
  readonly input: ReviewInput
  readonly chain: ProtocolChain
  /** Changes with the code that is run and the sources that are known of it. */
  readonly revision: string
}

export type ReadSimulationParameters = {
  readonly timelock: ChainAddress
  /** What the record is addressed by. */
  readonly key: Hash
  /** What to try; undefined for what is over, and where somebody only wants to know what was found. */
  readonly subject: Subject | undefined
}

type Running = {
  readonly subject: Subject
  readonly controller: AbortController
  progress: SimulationProgress
}

type Attempt = {
  readonly at: number
  readonly subject: Subject
  readonly failure: string | undefined
}

type Work = { readonly running: Map<string, Running>; readonly attempts: Map<string, Attempt> }

const works = new WeakMap<Store, Work>()

/** More that wait for a fork are not begun: they would be old when they have one. */
const mostRunning = 16

const offReason =
  'This instance is configured to try nothing; the command line does: npx suture simulate.'

/** Seconds after which one that came to nothing is tried again. */
const retryAfter = 60

/**
 * What trying a patch on a fork came to. It costs seconds of two processes, so it is not made at every block but when there
 * is none of this subject, and when the last one is as old as the configuration allows and somebody looks. Never waits.
 */
export async function readSimulation(
  context: SimulationContext,
  { timelock, key, subject }: ReadSimulationParameters,
): Promise<SimulationReading> {
  const name = simulationSubject(timelock, key)
  const stored = await readLatestReport(context.store, { subject: name })
  const last = stored && storedSimulation(stored)
  const { running, attempts } = workOf(context.store)
  const isOff = context.config.simulation.concurrency === 0
  if (subject && !isOff && isDue(context, { name, subject, stored, last }))
    start(context, name, subject)
  return {
    last,
    progress: running.get(name)?.progress,
    failure: isOff ? offReason : attempts.get(name)?.failure,
  }
}

/** Ends one that is under way; it leaves nothing behind. @returns Whether there was one. */
export function cancelSimulation(
  { store }: Pick<SimulationContext, 'store'>,
  { timelock, key }: Pick<ReadSimulationParameters, 'timelock' | 'key'>,
): boolean {
  return stop(workOf(store), simulationSubject(timelock, key), 'It was cancelled.')
}

function workOf(store: Store): Work {
  const work = works.get(store) ?? { running: new Map(), attempts: new Map() }
  works.set(store, work)
  return work
}

function isDue(
  { store, config }: Pick<SimulationContext, 'store' | 'config'>,
  {
    name,
    subject,
    stored,
    last,
  }: {
    name: string
    subject: Subject
    stored: StoredReport | undefined
    last: LastSimulation | undefined
  },
): boolean {
  const attempt = workOf(store).attempts.get(name)
  const isOfThis = attempt !== undefined && isSame(attempt.subject, subject)
  const every =
    (attempt?.failure === undefined ? config.simulation.everySeconds : retryAfter) * 1_000
  if (attempt && isOfThis) return Date.now() - attempt.at >= every && !isAt(last, subject)
  // Of what an earlier process has tried only the input is known.
  if (attempt || !stored || !last || !isSameSubject(last.report.input, subject.input)) return true
  return Date.now() - stored.storedAt.getTime() >= every && !isAt(last, subject)
}

/** While the chain stands still, so does what comes of it. */
function isAt(last: LastSimulation | undefined, { input }: Subject): boolean {
  return last?.confirmedBlock === input.block.number
}

function isSame(a: Subject, b: Subject): boolean {
  return a.revision === b.revision && isSameSubject(a.input, b.input)
}

function start(context: SimulationContext, name: string, subject: Subject): void {
  const work = workOf(context.store)
  const already = work.running.get(name)
  if (already && isSame(already.subject, subject)) return
  if (already) stop(work, name, 'What is tried has changed.')
  if (work.running.size >= mostRunning) return
  const running: Running = {
    subject,
    controller: new AbortController(),
    progress: { phase: 'facts' },
  }
  work.running.set(name, running)
  const at = Date.now()
  void run(context, name, running)
    .then(() => undefined, failureOf)
    .then((failure) => {
      // One that was stopped has no say any more.
      if (work.running.get(name) !== running) return
      work.running.delete(name)
      work.attempts.set(name, { at, subject, failure })
    })
}

function stop({ running, attempts }: Work, name: string, failure: string): boolean {
  const one = running.get(name)
  if (!one) return false
  running.delete(name)
  attempts.set(name, { at: Date.now(), subject: one.subject, failure })
  one.controller.abort(new BaseError(failure))
  return true
}

async function run(context: SimulationContext, name: string, running: Running): Promise<void> {
  const { store, clientFor, forks, forkUrlFor } = context
  const { input, chain } = running.subject
  const { chainId, block } = input
  const { signal } = running.controller
  const report = await makeSimulationReport(
    {
      client: clientFor(chainId),
      rpcUrl: await forkUrlFor(chainId),
      forks,
      workshop: serverWorkshop(context),
    },
    {
      input,
      chain,
      signal,
      onProgress: (progress) => {
        running.progress = progress
      },
    },
  )
  signal.throwIfAborted()
  const problem = problemOf(report.simulation)
  // That it could not be run takes the place of nothing that was found.
  if (problem !== undefined) throw new BaseError(problem)
  const json = serializeSimulation(report)
  await saveReport(store, {
    hash: hashReport(json),
    subject: name,
    json,
    contentHash: hashSimulationContent(report),
    blockNumber: block.number,
    storedAt: new Date(),
  })
}

/** Why the path could not be walked; that it fails is an answer. */
function problemOf({ steps, gaps }: Simulation): string | undefined {
  if (steps.length === 0) return gaps[0] ?? 'Nothing could be run.'
  const [unknown] = steps.flatMap(({ outcome }) => (outcome.status === 'unknown' ? [outcome] : []))
  return unknown?.reason
}

function failureOf(error: unknown): string {
  if (error instanceof BaseError) return error.shortMessage
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return 'The server failed.'
}
