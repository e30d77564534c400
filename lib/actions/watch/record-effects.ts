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
  type EffectsStep,
  InvalidEffectsError,
  parseEffects,
  serializeEffects,
} from '@/lib/core/report/effects-report'
import { parseLook } from '@/lib/core/report/look-document'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { reviewInputOf } from '@/lib/core/report/review-input-of'
import { hashReport } from '@/lib/core/report/serialize-report'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { compareEffects } from '@/lib/core/simulation/compare-effects'
import { effectsOf } from '@/lib/core/simulation/effects-of'
import type { CountedCall } from '@/lib/core/simulation/execution-frames'
import { momentOf } from '@/lib/core/simulation/moment-of'

/** The transaction of a step of a patch, and its block; undefined where it was not taken. */
export function stepOf(
  record: PatchRecord,
  step: EffectsStep,
): { readonly hash: Hash; readonly blockNumber: bigint } | undefined {
  const instance = record.live?.operation.instances.at(-1)
  const position = step === 'schedule' ? instance?.scheduled : instance?.executed
  if (position) return { hash: position.transactionHash, blockNumber: position.blockNumber }
  if (record.operationId || step === 'schedule') return undefined
  const outcome = leadTransaction(record)?.outcome
  return outcome?.status === 'executed'
    ? { hash: outcome.transactionHash, blockNumber: outcome.blockNumber }
    : undefined
}

/** What is kept of what a step of a patch did; undefined where nothing is, or of a block that is no more. */
export async function readEffects(
  { store }: Pick<WatchContext, 'store'>,
  { protocol, record }: Pick<WatchedPatch, 'protocol' | 'record'>,
  step: EffectsStep,
): Promise<{ readonly report: EffectsReport; readonly hash: Hash } | undefined> {
  const { chainId, timelock } = protocol
  const subject = effectsSubject({ chainId, address: timelock }, record.key, step)
  const stored = await readLatestReport(store, { subject })
  if (!stored) return undefined
  try {
    const report = parseEffects(stored.json)
    const taken = stepOf(record, step)
    const isOther =
      taken && (report.transaction !== taken.hash || report.block.number !== taken.blockNumber)
    return isOther ? undefined : { report, hash: stored.hash }
  } catch (error) {
    if (error instanceof InvalidEffectsError) return undefined
    throw error
  }
}

/**
 * Compares what a step of a patch did with a simulation, and keeps it: an execution with the last simulation from before; a
 * schedule, and an execution that nobody had simulated, with one made now on the block before.
 *
 * @returns undefined where the step was not taken.
 * @throws ForkError, RpcUnreachableError where the node does not tell what happened.
 */
export async function recordEffects(
  context: WatchContext,
  watched: WatchedPatch,
  step: EffectsStep,
): Promise<EffectsReport | undefined> {
  const { protocol, record } = watched
  const taken = stepOf(record, step)
  if (!taken) return undefined
  const { chainId, timelock } = protocol
  const tools: SimulationTools = {
    client: context.clientFor(chainId),
    rpcUrl: await context.forkUrlFor(chainId),
    forks: lookForks,
    workshop: serverWorkshop(context),
  }
  const scheduling = step === 'schedule' ? schedulingOf(record, taken.hash) : undefined
  const input = inputOf(watched, { step, scheduling })
  const counted = countedCall(input, { step, scheduling })
  const before =
    step === 'execute' ? await expectedBefore(context, watched, taken.blockNumber) : undefined
  const { blockNumber } = taken
  const afterwards = { context, input, step, counted, blockNumber }
  const expected = before ?? (await expectAfterwards(tools, afterwards))
  const { block, effects: actual } = await readActualEffects(tools, {
    input,
    hash: taken.hash,
    counted,
    expected: expected.effects,
    limits: lookForks.limits,
  })
  const transaction = scheduling ?? (record.operationId ? undefined : leadTransaction(record))
  const report: EffectsReport = {
    schema: 'suture/effects/1',
    step,
    chainId,
    timelock: record.operationId && timelock,
    operationId: record.operationId,
    safeTxHash: transaction?.safeTxHash,
    transaction: taken.hash,
    block,
    expected,
    actual,
    comparison: compareEffects(expected.effects, actual),
  }
  const json = serializeEffects(report)
  const hash = hashReport(json)
  await saveReport(context.store, {
    hash,
    subject: effectsSubject({ chainId, address: timelock }, record.key, step),
    json,
    contentHash: hash,
    blockNumber: block.number,
    storedAt: new Date(),
  })
  return report
}

/** The Safe transaction that scheduled, as somebody handed it in here; undefined where it was scheduled in another way. */
function schedulingOf({ schedules }: PatchRecord, hash: Hash): ProposedTransaction | undefined {
  return schedules.find(
    ({ outcome }) => outcome.status === 'executed' && outcome.transactionHash === hash,
  )
}

type Step = {
  readonly step: EffectsStep
  /** The Safe transaction that took it. */
  readonly scheduling: ProposedTransaction | undefined
}

/** Without its Safe transaction whoever may schedule does, and only what the timelock does counts. */
function countedCall({ protocol, operation }: ReviewInput, { step, scheduling }: Step) {
  if (scheduling) {
    return { to: scheduling.transaction.safe.address, by: 'execTransaction' } as const
  }
  return operation && protocol.timelock ? { to: protocol.timelock, by: step } : undefined
}

function inputOf(
  { record, chain, protocol }: WatchedPatch,
  { step, scheduling }: Step,
): ReviewInput {
  const input = reviewInputOf({ record, chain, protocol })
  if (step === 'execute') {
    // It has executed, so it is not pending any more: here it is what was run.
    return record.operationId
      ? input
      : { ...input, transaction: leadTransaction(record)?.transaction }
  }
  const transaction = scheduling?.transaction
  const safe = transaction?.safe.address
  return { ...input, transaction, protocol: { ...input.protocol, safe } }
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

type ExpectParameters = {
  readonly context: WatchContext
  readonly input: ReviewInput
  readonly step: EffectsStep
  readonly counted: CountedCall | undefined
  /** Of the transaction. */
  readonly blockNumber: bigint
}

async function expectAfterwards(
  tools: SimulationTools,
  { context, input, step, counted, blockNumber }: ExpectParameters,
): Promise<EffectsReport['expected']> {
  const { chainId, protocol } = input
  const block = await readBlock(tools.client, { chainId, blockNumber: blockNumber - 1n })
  const { timelock } = protocol
  const logs = timelock
    ? await readLogs(context.store, { chainId, address: timelock, toBlock: block.number })
    : []
  const chain = await readProtocolAt(tools.client, { chainId, protocol, block, logs })
  const scheduleOnly = step === 'schedule'
  const asked = { input: { ...input, block }, chain, scheduleOnly }
  const { simulation, abis } = await simulatePatch(tools, asked)
  const effects = effectsOf({
    walked: simulation,
    source: simulation.engine,
    at: momentOf(simulation),
    counted,
    abis,
  })
  // Without its salt the operation cannot be executed on a fork either.
  const isOther = protocol.timelock && !input.operation && !input.transaction
  const ending = { status: 'unknown', reason: 'the salt of the operation is not known' } as const
  return { made: 'afterwards', effects: isOther ? { ...effects, ending } : effects }
}
