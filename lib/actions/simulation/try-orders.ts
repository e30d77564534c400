import { askInvariant } from '@/lib/actions/simulation/ask-invariant'
import { openScene, type Scene } from '@/lib/actions/simulation/open-scene'
import {
  type PendingOperation,
  type PendingOperations,
  pendingOperations,
} from '@/lib/actions/simulation/pending-operations'
import { holderOf, stranger } from '@/lib/actions/simulation/plan-execution'
import { playJourney, whyFailed } from '@/lib/actions/simulation/play-journey'
import { type SearchOrdersParameters, searchOrders } from '@/lib/actions/simulation/search-orders'
import type { Trial, TrialParameters } from '@/lib/actions/simulation/trial'
import type { Play } from '@/lib/adapters/fork/open-world'
import { BaseError } from '@/lib/core/error/base-error'
import { compareAnswers } from '@/lib/core/simulation/compare-answers'
import type { OperationOrders } from '@/lib/core/simulation/operation-orders'
import { joinStateDiffs, type RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'

/** More operations are tried in pairs only. */
const mostOperations = 6
/** How many executions are tried: six operations of which no two commute take 1,956. */
const mostSteps = 2_000
/** Journeys that are taken in each state, those that are declared first, and in all of them: one in each of 1,957. */
const journeysOfState = 8
const mostJourneys = 2_000

/** The operations cannot be executed as they would be. */
class OrdersUntriedError extends BaseError {
  override readonly name = 'OrdersUntriedError'
}

/**
 * Executes the pending operations of the timelock in every part and order that it allows, on the chain without the patch,
 * and holds each state against what the protocol declares. What ways have in common is executed once, and a state to which
 * several lead is looked at once.
 */
export const tryOrders: Trial = {
  kinds: ['operation orders'],
  run: async (parameters) => {
    const pending = pendingOperations(parameters)
    if (!pending) {
      const reason = 'no operation of a timelock is known'
      return { patch: { 'operation orders': { known: false, reason } } }
    }
    const value = await executeInOrders(parameters, pending)
    return { patch: { 'operation orders': { known: true, value, anchor: 'recomputed' } } }
  },
}

async function executeInOrders(
  parameters: TrialParameters,
  { operations, untried }: PendingOperations,
): Promise<OperationOrders> {
  const ids = operations.map(({ id }) => id)
  if (operations.length < 2) return { operations: ids, conditions: 0, orders: [], untried }
  const scene = await openScene(parameters)
  const longest = operations.length > mostOperations ? 2 : operations.length
  const walk = { ...parameters, scene, operations, budget: { journeys: mostJourneys } }
  const { orders, conditions, isCut } = await parameters.before.play(async (play) => {
    await waitForAll(play, walk)
    const held = await play.branch(() => fineThings(play, walk))
    const step = stepsOf(play, walk)
    const found = await searchOrders(operations, { longest, most: mostSteps, held, step })
    return { ...found, conditions: held.length }
  })
  const cut = isCut ? [`only ${mostSteps} executions were tried`] : []
  const pairs =
    operations.length > mostOperations
      ? [`of ${operations.length} pending operations only pairs were tried`]
      : []
  const journeys =
    walk.budget.journeys < 0 ? [`only ${mostJourneys} journeys were taken in all states`] : []
  const left = [...cut, ...pairs, ...journeys].map((what) => ({ where: 'orders', what }))
  return { operations: ids, conditions, orders, untried: [...untried, ...left] }
}

type WalkParameters = Pick<TrialParameters, 'input' | 'chain' | 'before'> & {
  readonly scene: Scene
  readonly operations: readonly PendingOperation[]
  /** What is left of it; less than nothing where it did not last. */
  readonly budget: { journeys: number }
}

/** Executes one operation after the other, each upon those before it, and looks at every state once. */
function stepsOf(play: Play, walk: WalkParameters): SearchOrdersParameters['step'] {
  const { input, chain, scene } = walk
  const { sender } = holderOf(chain.facts.timelock, 'executor', input.protocol.safe)
  const address = timelockOf(walk).timelock.address
  const seen = new Set<string>()
  let reached: RawStateDiff = new Map()
  return (way, onward) =>
    play.branch(async () => {
      const content = way.at(-1)?.content
      if (!content) return { isKnown: true }
      const value = content.calls.reduce((sum, call) => sum + call.value, 0n)
      if ((await play.balanceOf(address)) < value) await play.setBalance(address, value)
      const sent = await play.send({ from: sender, to: address, data: encodeExecute(content) })
      const refusal = whyFailed(sent, scene)
      if (refusal !== undefined) return { refusal }
      const before = reached
      const diff = joinStateDiffs(before, sent.diff)
      const state = fingerprint(way, diff)
      if (seen.has(state)) return { isKnown: true }
      seen.add(state)
      const fine = await play.branch(() => fineThings(play, walk))
      reached = diff
      await onward(fine)
      reached = before
      return { fine }
    })
}

function timelockOf({ chain }: Pick<WalkParameters, 'chain'>): TimelockState {
  const { timelock } = chain.facts
  if (!timelock.known) throw untriedFor(`the timelock is not known: ${timelock.reason}`)
  return timelock.value
}

/** Schedules the patch where it is not yet, and lets the time come at which all operations are ready. */
async function waitForAll(
  play: Play,
  { input, chain, before, scene, operations }: WalkParameters,
): Promise<void> {
  const timelock = timelockOf({ chain })
  let now = before.timestamp
  let readyAt = now
  for (const { content, readyAt: known } of operations) {
    if (known === undefined) {
      const delay = input.operation?.delay ?? timelock.minDelay
      const { sender } = holderOf(chain.facts.timelock, 'proposer', input.protocol.safe)
      const data = encodeSchedule({ ...content, delay })
      const sent = await play.send({ from: sender, to: timelock.timelock.address, data })
      const failure = whyFailed(sent, scene)
      if (failure) throw untriedFor(`the patch cannot be scheduled: ${failure}`)
      now += 1n
      readyAt = later(readyAt, now + delay)
    } else readyAt = later(readyAt, known)
  }
  await play.send({ from: stranger, to: stranger, data: '0x', after: later(readyAt - now, 1n) })
}

function untriedFor(reason: string): OrdersUntriedError {
  return new OrdersUntriedError('No order was tried.', { facts: [['Reason', reason]] })
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

/** The same for two ways that execute the same operations and leave the same values. */
function fingerprint(way: readonly PendingOperation[], diff: RawStateDiff): string {
  const ids = way.map(({ id }) => id).toSorted()
  const written = [...diff].flatMap(([key, { balance, codeHash, storage }]) => [
    `${key} ${balance?.after} ${codeHash?.after}`,
    // What was written and put back is as it was.
    ...[...storage].flatMap(([slot, { before, after }]) =>
      before === after ? [] : [`${key} ${slot} ${after}`],
    ),
  ])
  return [...ids, ...written.toSorted()].join('\n')
}

/** What is fine, by what to say once it is not: invariants that hold, then journeys that work, each upon those before it. */
async function fineThings(play: Play, { scene, budget }: WalkParameters): Promise<string[]> {
  const fine: string[] = []
  for (const invariant of scene.declared.invariants) {
    const { view, to } = await askInvariant(play, invariant, scene)
    const isFine =
      invariant.is === 'unchanged' ? view.known : to && compareAnswers(view, invariant.is, to)
    if (isFine) fine.push(`the invariant "${invariant.name}" does not hold`)
  }
  for (const journey of scene.journeys.slice(0, journeysOfState)) {
    budget.journeys -= 1
    // One that is not taken any more breaks nothing; that it was not taken is told.
    const run = budget.journeys >= 0 && (await playJourney(play, { journey, scene }))
    const isFine =
      !run || (run.known && run.value.steps.every(({ failure }) => failure === undefined))
    if (isFine) fine.push(`the journey "${journey.name}" fails`)
  }
  return fine
}
