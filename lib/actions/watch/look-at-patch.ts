import { randomUUID } from 'node:crypto'
import { serverWorkshop } from '@/lib/actions/review/server-workshop'
import { gatherLook } from '@/lib/actions/watch/gather-look'
import {
  lookForks,
  type WatchContext,
  type WatchedPatch,
  watchKeyOf,
} from '@/lib/actions/watch/watch-context'
import { readWatch } from '@/lib/adapters/store/read-watch'
import { saveLook } from '@/lib/adapters/store/save-look'
import { saveWatchProblem } from '@/lib/adapters/store/save-watch-problem'
import type { StoredWatch } from '@/lib/adapters/store/stored-watch'
import { takeWatchLease } from '@/lib/adapters/store/take-watch-lease'
import { BaseError } from '@/lib/core/error/base-error'
import { completeLook, type Drift, judgeDrift } from '@/lib/core/patch/drift'
import type { Look } from '@/lib/core/patch/look'
import { parseLook, serializeLook } from '@/lib/core/report/look-document'

/** Seconds after which a look is given up by all: longer than a fork may live. */
const leaseSeconds = 300

/** `looked`, `problem`: could not be; `busy`: another process is at it. */
export type LookOutcome = 'looked' | 'problem' | 'busy'

/**
 * Looks at a patch, compares what is seen with the first look and keeps what became of its alarms. A node that does not
 * answer, or that is behind what was seen before, is a problem that is kept, and changes no alarm.
 */
export async function lookAtPatch(
  context: WatchContext,
  watched: WatchedPatch,
): Promise<LookOutcome> {
  const { store } = context
  const key = watchKeyOf(watched)
  const lease = await takeLease(context, key)
  if (!lease) return 'busy'
  try {
    const before = await readWatch(store, key)
    const now = await look(context, watched, before)
    const read = before?.first === undefined ? undefined : parseLook(before.first)
    const first = read ? completeLook(read, now) : now
    const drift = judgeDrift({ first, now, alarms: before?.alarms ?? [] })
    const kept = await saveLook(store, {
      ...key,
      ...lease,
      first: serializeLook(first),
      last: now.effects.ending.status === 'unknown' ? undefined : serializeLook(now),
      looked: now.block,
      ...drift,
      modified: isNews(before, drift) ? new Date() : undefined,
    })
    return kept ? 'looked' : 'busy'
  } catch (error) {
    const reason = error instanceof BaseError ? error.shortMessage : 'The server failed.'
    await saveWatchProblem(store, { ...key, ...lease, reason, now: new Date() })
    if (!(error instanceof BaseError)) throw error
    return 'problem'
  }
}

/** Keeps that a patch cannot be looked at, since its chain does not answer. */
export async function noteSilence(
  context: Pick<WatchContext, 'store'>,
  watched: Pick<WatchedPatch, 'protocol' | 'record'> & { readonly reason: string },
): Promise<void> {
  const key = watchKeyOf(watched)
  const lease = await takeLease(context, key)
  const { reason } = watched
  if (lease) await saveWatchProblem(context.store, { ...key, ...lease, reason, now: new Date() })
}

async function takeLease(
  { store }: Pick<WatchContext, 'store'>,
  key: ReturnType<typeof watchKeyOf>,
) {
  const holder = randomUUID()
  const now = new Date()
  const until = new Date(now.getTime() + leaseSeconds * 1_000)
  return (await takeWatchLease(store, { ...key, holder, now, until })) ? { holder } : undefined
}

/** @throws BehindError, NothingReadError */
async function look(
  context: WatchContext,
  watched: WatchedPatch,
  before: StoredWatch | undefined,
): Promise<Look> {
  const { block } = watched.chain.facts
  const { chainId } = watched.protocol
  if (before?.looked && block.number < before.looked.number) {
    throw new BehindError({ now: block.number, before: before.looked.number })
  }
  const tools = {
    client: context.clientFor(chainId),
    rpcUrl: await context.forkUrlFor(chainId),
    forks: lookForks,
    workshop: serverWorkshop(context),
  }
  const seen = await gatherLook(tools, watched)
  const read = seen.facts.filter(({ value }) => value.known)
  if (read.length > 0 || seen.facts.length === 0) return seen
  throw new NothingReadError()
}

/** The node is at an earlier block than it was: what it says now takes nothing back. */
export class BehindError extends BaseError {
  override readonly name = 'BehindError'
  constructor({ now, before }: { now: bigint; before: bigint }) {
    super(`The node is at block ${now}, and was at ${before} before.`, { retry: true })
  }
}

/** Not one of the facts could be read. */
export class NothingReadError extends BaseError {
  override readonly name = 'NothingReadError'
  constructor() {
    super('The node answered nothing of what the patch rests on.', { retry: true })
  }
}

/** Whether a page shows something else than before. */
function isNews(before: StoredWatch | undefined, { alarms, unseen }: Drift): boolean {
  if (!before?.looked || before.problem) return true
  const text = (of: Drift) =>
    JSON.stringify([
      of.alarms.map(({ kind, what, after, endedBlock }) => [kind, what, after, String(endedBlock)]),
      of.unseen,
    ])
  return text({ alarms, unseen }) !== text(before)
}
