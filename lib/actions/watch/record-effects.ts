import type { Hash } from 'viem'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { serverWorkshop } from '@/lib/actions/review/server-workshop'
import { type SimulationTools, simulatePatch } from '@/lib/actions/simulation/simulate-patch'
import { effectsSubject } from '@/lib/actions/watch/effects-subject'
import { readActualEffects } from '@/lib/actions/watch/read-actual-effects'
import {
  lookForks,
  type WatchContext,
  type WatchedPatch,
  watchKeyOf,
} from '@/lib/actions/watch/watch-context'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readLatestReport } from '@/lib/adapters/store/read-latest-report'
import { readLogs } from '@/lib/adapters/store/read-logs'
import { readWatch } from '@/lib/adapters/store/read-watch'
import { saveReport } from '@/lib/adapters/store/save-report'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import {
  type EffectsReport,
  InvalidEffectsError,
  parseEffects,
  serializeEffects,
} from '@/lib/core/report/effects-report'
import { parseLook } from '@/lib/core/report/look-document'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { reviewInputOf } from '@/lib/core/report/review-input-of'
import { hashReport } from '@/lib/core/report/serialize-report'
import { compareEffects } from '@/lib/core/simulation/compare-effects'
import { effectsOf } from '@/lib/core/simulation/effects-of'
import { momentOf } from '@/lib/core/simulation/moment-of'

/** The transaction that executed a patch, and its block; undefined where none did. */
export function executionOf(
  record: PatchRecord,
): { readonly hash: Hash; readonly blockNumber: bigint } | undefined {
  const executed = record.live?.operation.instances.at(-1)?.executed
  if (executed) return { hash: executed.transactionHash, blockNumber: executed.blockNumber }
  if (record.operationId) return undefined
  const outcome = leadTransaction(record)?.outcome
  return outcome?.status === 'executed'
    ? { hash: outcome.transactionHash, blockNumber: outcome.blockNumber }
    : undefined
}

/** What is kept of what an executed patch did; undefined where nothing is, or of a block that is no more. */
export async function readEffects(
  { store }: Pick<WatchContext, 'store'>,
  { protocol, record }: Pick<WatchedPatch, 'protocol' | 'record'>,
): Promise<{ readonly report: EffectsReport; readonly hash: Hash } | undefined> {
  const { chainId, timelock } = protocol
  const subject = effectsSubject({ chainId, address: timelock }, record.key)
  const stored = await readLatestReport(store, { subject })
  if (!stored) return undefined
  try {
    const report = parseEffects(stored.json)
    const execution = executionOf(record)
    const isOther =
      execution &&
      (report.transaction !== execution.hash || report.block.number !== execution.blockNumber)
    return isOther ? undefined : { report, hash: stored.hash }
  } catch (error) {
    if (error instanceof InvalidEffectsError) return undefined
    throw error
  }
}

/**
 * Compares what an executed patch did with the last simulation from before, or where there is none with one made now on the
 * block before, and keeps it.
 *
 * @returns undefined where it was not executed.
 * @throws ForkError, RpcUnreachableError where the node does not tell what happened.
 */
export async function recordEffects(
  context: WatchContext,
  watched: WatchedPatch,
): Promise<EffectsReport | undefined> {
  const { protocol, record } = watched
  const execution = executionOf(record)
  if (!execution) return undefined
  const { chainId, timelock } = protocol
  const tools: SimulationTools = {
    client: context.clientFor(chainId),
    rpcUrl: await context.forkUrlFor(chainId),
    forks: lookForks,
    workshop: serverWorkshop(context),
  }
  const input = inputOf(watched)
  const expected =
    (await expectedBefore(context, watched, execution.blockNumber)) ??
    (await expectAfterwards(tools, { context, input, blockNumber: execution.blockNumber }))
  const { block, effects: actual } = await readActualEffects(tools, {
    input,
    hash: execution.hash,
    expected: expected.effects,
    limits: lookForks.limits,
  })
  const report: EffectsReport = {
    schema: 'suture/effects/1',
    chainId,
    timelock: record.operationId && timelock,
    operationId: record.operationId,
    safeTxHash: record.operationId ? undefined : leadTransaction(record)?.safeTxHash,
    transaction: execution.hash,
    block,
    expected,
    actual,
    comparison: compareEffects(expected.effects, actual),
  }
  const json = serializeEffects(report)
  const hash = hashReport(json)
  await saveReport(context.store, {
    hash,
    subject: effectsSubject({ chainId, address: timelock }, record.key),
    json,
    contentHash: hash,
    blockNumber: block.number,
    storedAt: new Date(),
  })
  return report
}

function inputOf({ record, chain, protocol }: WatchedPatch): ReviewInput {
  const input = reviewInputOf({ record, chain, protocol })
  if (record.operationId) return input
  // It has executed, so it is not pending any more: here it is what was run.
  return { ...input, transaction: leadTransaction(record)?.transaction }
}

/** One that did not go through, before a predecessor did or the node failed, expects nothing. */
async function expectedBefore(
  { store }: Pick<WatchContext, 'store'>,
  watched: WatchedPatch,
  blockNumber: bigint,
): Promise<EffectsReport['expected'] | undefined> {
  const watch = await readWatch(store, watchKeyOf(watched))
  const last = watch?.last === undefined ? undefined : parseLook(watch.last)
  if (!last || last.block.number >= blockNumber) return undefined
  const isOfThis = last.executes === (watched.record.operationId ? 'operation' : 'transaction')
  const isUsable = isOfThis && last.effects.ending.status === 'done'
  return isUsable ? { made: 'before', effects: last.effects } : undefined
}

async function expectAfterwards(
  tools: SimulationTools,
  {
    context,
    input,
    blockNumber,
  }: { context: WatchContext; input: ReviewInput; blockNumber: bigint },
): Promise<EffectsReport['expected']> {
  const { chainId, protocol } = input
  const block = await readBlock(tools.client, { chainId, blockNumber: blockNumber - 1n })
  const { timelock } = protocol
  const logs = timelock
    ? await readLogs(context.store, { chainId, address: timelock, toBlock: block.number })
    : []
  const chain = await readProtocolAt(tools.client, { chainId, protocol, block, logs })
  const { simulation, abis } = await simulatePatch(tools, { input: { ...input, block }, chain })
  const effects = effectsOf({
    walked: simulation,
    source: simulation.engine,
    at: momentOf(simulation),
    timelock: input.operation && timelock,
    abis,
  })
  // Without its salt the operation cannot be executed on a fork either.
  const isOther = protocol.timelock && !input.operation && !input.transaction
  const ending = { status: 'unknown', reason: 'the salt of the operation is not known' } as const
  return { made: 'afterwards', effects: isOther ? { ...effects, ending } : effects }
}
