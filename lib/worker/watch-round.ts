import { readDesk } from '@/lib/actions/read-desk'
import { readReview } from '@/lib/actions/review/read-review'
import { type LookOutcome, lookAtPatch, noteSilence } from '@/lib/actions/watch/look-at-patch'
import { readEffects, recordEffects, stepOf } from '@/lib/actions/watch/record-effects'
import { watchKeyOf } from '@/lib/actions/watch/watch-context'
import { readWatch } from '@/lib/adapters/store/read-watch'
import type { ServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import { isWatched } from '@/lib/core/patch/is-watched'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { EffectsStep } from '@/lib/core/report/effects-report'
import { reviewInputOf } from '@/lib/core/report/review-input-of'

/** Patches of one protocol that are looked at in a round: anybody may propose more. */
const mostPatches = 100

/** Milliseconds after which a round goes on without waiting for a review any more. */
const reviewPatience = 300_000

export type RoundOutcome = {
  readonly looked: number
  /** Patches that could not be looked at. */
  readonly problems: number
}

/**
 * Looks once at every patch that waits, one after the other, has those reviewed that nobody has opened yet, and records what those
 * did that were scheduled or executed since. One that fails keeps none of the others from it.
 */
export async function watchRound(
  context: ServerContext,
  signal: AbortSignal,
): Promise<RoundOutcome> {
  const outcomes: boolean[] = []
  for (const desk of await readDesk(context)) {
    // What stands on the chain comes before what somebody has only proposed.
    const waiting = desk.records
      .filter(isWatched)
      .toSorted((a, b) => Number(b.live !== undefined) - Number(a.live !== undefined))
      .slice(0, mostPatches)
    const looked: PatchRecord[] = []
    const lookOnce = async (record: PatchRecord) => {
      const outcome = await look(context, desk, record)
      if (outcome === 'looked') looked.push(record)
      return outcome !== 'problem'
    }
    outcomes.push(...(await attemptEach(waiting, signal, lookOnce)))
    // Of several processes the one that has looked at it: looks are leased.
    const reviewed = new Set(desk.reviews?.map(({ patch }) => patch))
    const unread = looked.filter(({ key }) => !reviewed.has(key))
    await attemptEach(unread, signal, (record) => reviewOnce(context, desk, record))
    await attemptEach(desk.records, signal, (record) => recordOnce(context, desk, record))
  }
  return {
    looked: outcomes.filter(Boolean).length,
    problems: outcomes.filter((isDone) => !isDone).length,
  }
}

/** One after the other, until it is stopped. */
async function attemptEach(
  records: readonly PatchRecord[],
  signal: AbortSignal,
  work: (record: PatchRecord) => Promise<boolean>,
): Promise<boolean[]> {
  const outcomes: boolean[] = []
  for (const record of records) {
    if (signal.aborted) break
    outcomes.push(await attempt(() => work(record)))
  }
  return outcomes
}

async function attempt(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof BaseError)) {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    }
    return false
  }
}

async function look(
  context: ServerContext,
  { name, chainId, chain, stale }: ProtocolDesk,
  record: PatchRecord,
): Promise<LookOutcome | 'nothing-new'> {
  const protocol = protocolOf(context, { name, chainId })
  if (!protocol) return 'nothing-new'
  if (!chain || stale) {
    const reason = stale?.reason ?? 'The chain has never answered.'
    await noteSilence(context, { protocol, record, reason })
    return 'problem'
  }
  const watch = await readWatch(context.store, watchKeyOf({ protocol, record }))
  // While the chain stands still there is nothing to compare.
  if (watch?.looked?.number === chain.facts.block.number && !watch.problem) return 'nothing-new'
  return await lookAtPatch(context, { protocol, record, chain })
}

/** What nobody has opened yet is reviewed too, so that the queue can say what it came to; later its readers have it made anew. */
async function reviewOnce(
  context: ServerContext,
  { name, chainId, chain, stale }: ProtocolDesk,
  record: PatchRecord,
): Promise<boolean> {
  const protocol = protocolOf(context, { name, chainId })
  if (!protocol || !chain || stale) return false
  const { last } = await readReview(context, {
    timelock: { chainId, address: protocol.timelock },
    key: record.key,
    subject: { input: reviewInputOf({ record, chain, protocol }), readChain: async () => chain },
    patience: reviewPatience,
  })
  return last !== undefined
}

/** Of what nobody has looked at before there is nothing to compare with; whoever opens its page has it simulated. */
async function recordOnce(
  context: ServerContext,
  { name, chainId, chain, stale }: ProtocolDesk,
  record: PatchRecord,
): Promise<boolean> {
  const step = stepToRecord(record)
  const protocol = protocolOf(context, { name, chainId })
  if (!step || !protocol || !chain || stale || !stepOf(record, step)) return true
  if (!(await readWatch(context.store, watchKeyOf({ protocol, record })))) return true
  if (await readEffects(context, { protocol, record }, step)) return true
  await recordEffects(context, { protocol, record, chain }, step)
  return true
}

function stepToRecord(record: PatchRecord): EffectsStep | undefined {
  if (record.stage === 'executed' || record.stage === 'rolled-back') return 'execute'
  return isWatched(record) ? 'schedule' : undefined
}

function protocolOf(
  { config }: ServerContext,
  { name, chainId }: Pick<ProtocolDesk, 'name' | 'chainId'>,
) {
  return config.protocols.find((one) => one.name === name && one.chainId === chainId)
}
