import { askInvariant } from '@/lib/actions/simulation/ask-invariant'
import { openScene, type Scene } from '@/lib/actions/simulation/open-scene'
import {
  type PendingOperation,
  type PendingOperations,
  pendingOperations,
} from '@/lib/actions/simulation/pending-operations'
import { holderOf, stranger } from '@/lib/actions/simulation/plan-execution'
import { playJourney, whyFailed } from '@/lib/actions/simulation/play-journey'
import { searchOrders, type WalkedWay } from '@/lib/actions/simulation/search-orders'
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
/** How many ways are walked; each is a few transactions. */
const mostWays = 400
/** Journeys that are taken in each state; those that are declared come first. */
const mostJourneys = 8

/** The operations cannot be executed as they would be. */
class OrdersUntriedError extends BaseError {
  override readonly name = 'OrdersUntriedError'
}

/**
 * Executes the pending operations of the timelock in every part and order that it allows, on the chain without the patch,
 * and holds each state against what the protocol declares. Ways that lead to the same state are followed once.
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
  const opened = await openScene(parameters)
  const scene = { ...opened, journeys: opened.journeys.slice(0, mostJourneys) }
  const seen = new Set<string>()
  const { orders, held, isCut } = await searchOrders(operations, {
    longest: operations.length > mostOperations ? 2 : operations.length,
    most: mostWays,
    walk: (way) =>
      parameters.before.play((play) =>
        walkWay(play, { ...parameters, scene, operations, way, seen }),
      ),
  })
  const cut = isCut ? [`only ${mostWays} ways were walked`] : []
  const pairs =
    operations.length > mostOperations
      ? [`of ${operations.length} pending operations only pairs were tried`]
      : []
  const left = [...cut, ...pairs].map((what) => ({ where: 'orders', what }))
  return { operations: ids, conditions: held.length, orders, untried: [...untried, ...left] }
}

type WalkParameters = Pick<TrialParameters, 'input' | 'chain' | 'before'> & {
  readonly scene: Scene
  readonly operations: readonly PendingOperation[]
  readonly way: readonly PendingOperation[]
  /** States that were reached. */
  readonly seen: Set<string>
}

async function walkWay(play: Play, parameters: WalkParameters): Promise<WalkedWay> {
  const { input, chain, scene, way, seen } = parameters
  const { timelock } = chain.facts
  if (!timelock.known) throw untriedFor(`the timelock is not known: ${timelock.reason}`)
  const { address } = timelock.value.timelock
  await waitForAll(play, timelock.value, parameters)
  const { sender } = holderOf(timelock, 'executor', input.protocol.safe)
  let diff: RawStateDiff = new Map()
  for (const { content } of way) {
    const value = content.calls.reduce((sum, call) => sum + call.value, 0n)
    if ((await play.balanceOf(address)) < value) await play.setBalance(address, value)
    const sent = await play.send({ from: sender, to: address, data: encodeExecute(content) })
    const refusal = whyFailed(sent, scene)
    if (refusal !== undefined) return { refusal }
    diff = joinStateDiffs(diff, sent.diff)
  }
  const state = fingerprint(way, diff)
  if (seen.has(state)) return { isKnown: true }
  seen.add(state)
  return { fine: await fineThings(play, scene) }
}

/** Schedules the patch where it is not yet, and lets the time come at which all operations are ready. */
async function waitForAll(
  play: Play,
  timelock: TimelockState,
  { input, chain, before, scene, operations }: WalkParameters,
): Promise<void> {
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
    ...[...storage].map(([slot, { after }]) => `${key} ${slot} ${after}`),
  ])
  return [...ids, ...written.toSorted()].join('\n')
}

/** What is fine, by what to say once it is not: invariants that hold, then journeys that work, each upon those before it. */
async function fineThings(play: Play, scene: Scene): Promise<string[]> {
  const fine: string[] = []
  for (const invariant of scene.declared.invariants) {
    const { view, to } = await askInvariant(play, invariant, scene)
    const isFine =
      invariant.is === 'unchanged' ? view.known : to && compareAnswers(view, invariant.is, to)
    if (isFine) fine.push(`the invariant "${invariant.name}" does not hold`)
  }
  for (const journey of scene.journeys) {
    const run = await playJourney(play, { journey, scene })
    const isFine = run.known && run.value.steps.every(({ failure }) => failure === undefined)
    if (isFine) fine.push(`the journey "${journey.name}" fails`)
  }
  return fine
}
