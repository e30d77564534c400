import { randomUUID } from 'node:crypto'
import { type JobOutcome, measureJob } from '@/lib/actions/monitoring/process-metrics'
import { discoveryQueue, runDiscoveryJob } from '@/lib/actions/timelock/discover-timelocks'
import { followContextOf, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { indexContextOf } from '@/lib/actions/timelock/index-context'
import {
  askForIndexing,
  indexQueue,
  runIndexJob,
  timelockOfJob,
} from '@/lib/actions/timelock/index-jobs'
import { readAgreedHead } from '@/lib/adapters/rpc/read-agreed-head'
import { listTimelocks } from '@/lib/adapters/store/list-timelocks'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { startWorker, type Worker } from './start-worker'

/** Timelocks that one process indexes at the same time: waiting for nodes is most of it. */
const atOnce = 4

/** A process that died keeps a timelock from the others for some rounds. */
const leaseRounds = 2.5
const shortestLease = 5

/** After which others have their turn. */
const turnSeconds = 20

/** Keeps every followed timelock up to date for as long as the server runs; 0 seconds is never. */
export function startIndexing({ everySeconds }: { everySeconds: number }): Worker | undefined {
  if (everySeconds === 0) return undefined
  const controller = new AbortController()
  let isWorking = false
  const leaseSeconds = Math.max(shortestLease, leaseRounds * everySeconds)
  const rounds = startWorker({
    seconds: everySeconds,
    firstAfter: 1,
    round: async (signal) => {
      const context = await getServerContext()
      if (!isWorking) {
        await workOnTimelocks(context, { signal: controller.signal, leaseSeconds, turnSeconds })
        isWorking = true
      }
      return await indexRound(context, signal)
    },
  })
  return {
    stop: async () => {
      controller.abort()
      await rounds.stop()
      if (!isWorking) return
      const { jobs } = await getServerContext()
      await (await jobs()).stop()
    },
  }
}

/** Does the jobs of indexing from now on. */
async function workOnTimelocks(
  context: ServerContext,
  {
    signal,
    leaseSeconds,
    turnSeconds,
  }: {
    readonly signal: AbortSignal
    readonly leaseSeconds: number
    readonly turnSeconds: number
  },
): Promise<void> {
  const jobs = await context.jobs()
  const indexing = indexContextOf(context)
  await jobs.work(
    indexQueue,
    async (data, ending) => {
      const timelock = timelockOfJob(data)
      if (!timelock) return
      // One for each turn: a process may come to the same timelock twice.
      const holder = randomUUID()
      const turn = { timelock, holder, leaseSeconds, seconds: turnSeconds }
      const outcome = await measureJob(indexQueue, () =>
        outcomeOf(async () => {
          const own = AbortSignal.any([signal, ending])
          const isDone = await runIndexJob(indexing, { ...turn, signal: own })
          return isDone === undefined ? undefined : { isDone }
        }),
      )
      if (outcome === 'unfinished' && !ending.aborted) await askForIndexing(jobs, timelock)
    },
    { atOnce },
  )
  await jobs.work(discoveryQueue, async (data, ending) => {
    const { chainId } = data as { readonly chainId: number }
    const turn = AbortSignal.any([signal, ending, AbortSignal.timeout(turnSeconds * 1_000)])
    const holder = randomUUID()
    const search = { chainId, holder, leaseSeconds, signal: turn }
    await measureJob(discoveryQueue, () =>
      outcomeOf(() => runDiscoveryJob(followContextOf(context), search)),
    )
  })
}

/** How a turn ended; what the nodes did not do is told as failed. */
async function outcomeOf(
  work: () => Promise<{ readonly isDone: boolean } | undefined>,
): Promise<JobOutcome> {
  const ended = await attempt(async () => ({ turn: await work() }))
  if (!ended) return 'failed'
  if (!ended.turn) return 'elsewhere'
  return ended.turn.isDone ? 'done' : 'unfinished'
}

/** What the nodes did not do is noted at the timelock, and tried again in the next round. */
async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}

/**
 * Follows what is configured, and asks for every timelock that is behind the newest block of its chain to be indexed.
 *
 * @returns Whether every chain answered.
 */
async function indexRound(context: ServerContext, signal: AbortSignal): Promise<boolean> {
  const isFollowed = await followConfigured(context, signal)
  const answers: boolean[] = []
  for (const { id } of context.config.chains) {
    if (signal.aborted) break
    answers.push(await askForThoseBehind(context, id))
    if (context.config.timelocks.discover) await askForDiscovery(context, id)
  }
  return isFollowed && answers.every(Boolean)
}

async function askForDiscovery(context: ServerContext, chainId: number): Promise<void> {
  const jobs = await context.jobs()
  await jobs.send({ queue: discoveryQueue, key: `${chainId}`, data: { chainId } })
}

async function followConfigured(context: ServerContext, signal: AbortSignal): Promise<boolean> {
  const following = followContextOf(context)
  let isWell = true
  for (const { chainId, timelock, deploymentBlock } of context.config.protocols) {
    if (signal.aborted) break
    const parameters = {
      timelock: { chainId, address: timelock },
      why: 'config',
      deploymentBlock: BigInt(deploymentBlock),
    } as const
    // No timelock there is not the node's fault: it is looked at again.
    if (!(await attempt(() => followTimelock(following, parameters)))) isWell = false
  }
  return isWell
}

async function askForThoseBehind(context: ServerContext, chainId: number): Promise<boolean> {
  const timelocks = await listTimelocks(context.store, { chainId })
  if (timelocks.length === 0) return true
  const jobs = await context.jobs()
  const newest = await attempt(() => readAgreedHead(context.nodesFor(chainId)))
  for (const { timelock, indexed, problem } of timelocks) {
    // While the chain stands still there is nothing to do. A silent one is asked all the same, so that its silence is noted.
    if (newest && !problem && indexed?.hash === newest.head.hash) continue
    await askForIndexing(jobs, timelock)
  }
  return newest !== undefined
}
