import { readDesk } from '@/lib/actions/read-desk'
import { lookAtPatch, noteSilence } from '@/lib/actions/watch/look-at-patch'
import { readEffects, recordEffects, stepOf } from '@/lib/actions/watch/record-effects'
import { watchKeyOf } from '@/lib/actions/watch/watch-context'
import { readWatch } from '@/lib/adapters/store/read-watch'
import type { ServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import { isWatched } from '@/lib/core/patch/is-watched'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { EffectsStep } from '@/lib/core/report/effects-report'

/** Patches of one protocol that are looked at in a round: anybody may propose more. */
const mostPatches = 100

export type RoundOutcome = {
  readonly looked: number
  /** Patches that could not be looked at. */
  readonly problems: number
}

/**
 * Looks once at every patch that waits, one after the other, and records what those did that were scheduled or executed
 * since. One that fails keeps none of the others from it.
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
    for (const record of waiting.slice(0, mostPatches)) {
      if (signal.aborted) break
      outcomes.push(await attempt(() => look(context, desk, record)))
    }
    for (const record of desk.records) {
      if (signal.aborted) break
      const step = stepToRecord(record)
      if (step) await attempt(() => recordOnce(context, desk, record, step))
    }
  }
  return {
    looked: outcomes.filter(Boolean).length,
    problems: outcomes.filter((isDone) => !isDone).length,
  }
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
): Promise<boolean> {
  const protocol = protocolOf(context, { name, chainId })
  if (!protocol) return true
  if (!chain || stale) {
    const reason = stale?.reason ?? 'The chain has never answered.'
    await noteSilence(context, { protocol, record, reason })
    return false
  }
  const watch = await readWatch(context.store, watchKeyOf({ protocol, record }))
  // While the chain stands still there is nothing to compare.
  if (watch?.looked?.number === chain.facts.block.number && !watch.problem) return true
  return (await lookAtPatch(context, { protocol, record, chain })) !== 'problem'
}

/** Of what nobody has looked at before there is nothing to compare with; whoever opens its page has it simulated. */
async function recordOnce(
  context: ServerContext,
  { name, chainId, chain, stale }: ProtocolDesk,
  record: PatchRecord,
  step: EffectsStep,
): Promise<boolean> {
  const protocol = protocolOf(context, { name, chainId })
  if (!protocol || !chain || stale || !stepOf(record, step)) return true
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
