import { askDelays } from '@/lib/actions/timelock/ask-delays'
import { askRoles } from '@/lib/actions/timelock/ask-roles'
import { findProposers } from '@/lib/actions/timelock/find-proposers'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { reconcileOperations } from '@/lib/actions/timelock/reconcile-operations'
import { refreshDetection } from '@/lib/actions/timelock/refresh-detection'
import { searchCalls } from '@/lib/actions/timelock/search-calls'
import { whileLeased } from '@/lib/actions/timelock/while-leased'
import type { Jobs } from '@/lib/adapters/jobs/jobs'
import { clearTimelockProblem } from '@/lib/adapters/store/clear-timelock-problem'
import { releaseTimelockLease, takeTimelockLease } from '@/lib/adapters/store/timelock-lease'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { parseAddress } from '@/lib/core/chain/parse-address'

export const indexQueue = 'index-timelock'

/** Has a timelock brought up to the newest block, by whichever process works. */
export async function askForIndexing(
  jobs: Jobs,
  { chainId, address }: ChainAddress,
): Promise<void> {
  const key = `${chainId}:${address}`
  await jobs.send({ queue: indexQueue, key, data: { chainId, address } })
}

/** @returns undefined where the data are of something else. */
export function timelockOfJob(data: unknown): ChainAddress | undefined {
  const { chainId, address } = (data ?? {}) as { chainId?: unknown; address?: unknown }
  if (typeof chainId !== 'number' || typeof address !== 'string') return undefined
  return { chainId, address: parseAddress(address) }
}

export type IndexJobParameters = {
  readonly timelock: ChainAddress
  /** Who does it: one of a kind among all processes. */
  readonly holder: string
  /** After which another process takes over from one that died. */
  readonly leaseSeconds: number
  /** After which it ends between two ranges, so that others have their turn. */
  readonly seconds: number
  readonly signal: AbortSignal
}

/** Open operations of which the contract was not heard for so many blocks are asked about again. */
const everyBlocks = 25n

/** Blocks after which it is told anew what a timelock is: a day of Ethereum's. */
const detectedEvery = 7_200n

/** Blocks after which it is asked again who holds its roles: an hour of Ethereum's. */
const rolesAskedEvery = 300n

/** How many operations are asked about in a turn. */
const mostAsked = 5_000

/** The transactions of how many operations are read in a turn for who scheduled them, all in one request. */
const mostSought = 500

/** How many blocks are read in a turn for operations of which no event tells. */
const mostSearched = 32

/**
 * One turn at a timelock: brings it up to the newest block as far as there is time, tells what it is, asks the contract, and
 * looks for what no event tells: who scheduled, and batches without calls. Whoever has the lease does it, nobody else at the same time.
 *
 * @returns Whether there is nothing left to do; undefined where another process is at it.
 */
export async function runIndexJob(
  context: IndexContext,
  { timelock, holder, leaseSeconds, seconds, signal }: IndexJobParameters,
): Promise<boolean | undefined> {
  const { store } = context
  const lease = { timelock, holder, seconds: leaseSeconds }
  const turn = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1_000)])
  const work = async () => {
    await indexTimelock(context, { timelock, signal: turn })
    if (turn.aborted) return false
    await refreshDetection(context, { timelock, everyBlocks: detectedEvery })
    await askDelays(context, { timelock })
    await askRoles(context, { timelock, everyBlocks: rolesAskedEvery })
    await reconcileOperations(context, { timelock, everyBlocks, limit: mostAsked, signal: turn })
    await findProposers(context, { timelock, limit: mostSought, signal: turn })
    await searchCalls(context, { timelock, mostBlocks: mostSearched, signal: turn })
    if (turn.aborted) return false
    // Nothing of it is left: without a new block, nobody else would say so.
    await clearTimelockProblem(store, { timelock, now: context.now() })
    return true
  }
  return await whileLeased(
    {
      seconds: leaseSeconds,
      take: () => takeTimelockLease(store, lease),
      release: () => releaseTimelockLease(store, lease),
    },
    work,
  )
}
