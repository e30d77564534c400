import type { Address, Hex } from 'viem'
import type { PathPlan, PlannedStep, PlanPathParameters } from '@/lib/actions/simulation/path-plan'
import { holderOf, planExecution, stranger } from '@/lib/actions/simulation/plan-execution'
import { planSafeTransaction } from '@/lib/actions/simulation/plan-safe-transaction'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ReviewedOperation } from '@/lib/core/report/review-input'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import type { SimulationOverride } from '@/lib/core/simulation/simulation'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'

/** Plans the way that a patch takes from the block of the input on. Pure: the same facts, the same plan. */
export function planPath(parameters: PlanPathParameters): Known<PathPlan> {
  const planned = planSteps(parameters)
  if (!planned.known) return planned
  const isFree = planned.value.steps.every(({ transaction }) => !transaction?.gasPrice)
  return isFree ? known(withOverride(planned.value, freeGas)) : planned
}

function planSteps(parameters: PlanPathParameters): Known<PathPlan> {
  const { input, facts, read } = parameters
  const { transaction, operation, protocol } = input
  if (transaction) {
    return facts.safe.known
      ? planSafeTransaction(transaction, facts.safe.value, parameters)
      : facts.safe
  }
  if (!operation) return ofCalls(parameters)
  if (read.timestamp && !read.timestamp.known) return read.timestamp
  const timestamp = read.timestamp?.value ?? 0n
  if (timestamp === 1n) return { known: false, reason: 'the operation has been executed already' }
  if (!facts.timelock.known) return facts.timelock
  if (timestamp > 1n) return known(ofScheduled(operation, timestamp, parameters))
  const { minDelay } = facts.timelock.value
  const delay = operation.delay ?? minDelay
  const target = facts.timelock.value.timelock.address
  const call = { target, value: 0n, data: encodeSchedule({ ...operation.content, delay }) }
  if (!protocol.safe) return known(byProposer(call, { ...operation, delay }, parameters))
  if (!facts.safe.known) return facts.safe
  const { safe, nonce } = facts.safe.value
  const built = plainTransaction({ safe, call, nonce })
  const planned = planSafeTransaction(built, facts.safe.value, parameters)
  return planned.known ? known(withOverride(planned.value, notGiven)) : planned
}

const notGiven: SimulationOverride = {
  kind: 'transaction',
  reason: 'No Safe transaction is given: this is the one that would be proposed next.',
}

const freeGas: SimulationOverride = {
  kind: 'gas',
  reason: 'Gas costs nothing, so that nobody needs ether for it.',
}

function withOverride(plan: PathPlan, override: SimulationOverride): PathPlan {
  return { ...plan, overrides: [override, ...plan.overrides] }
}

function known<T>(value: T): Known<T> {
  return { known: true, value }
}

/** The block after the one of the input. */
function start({ input: { block } }: PlanPathParameters): bigint {
  return block.timestamp + 1n
}

/** Where no Safe is named, whoever may schedule does. */
function byProposer(
  call: { target: Address; data: Hex },
  operation: ReviewedOperation & { readonly delay: bigint },
  parameters: PlanPathParameters,
): PathPlan {
  const { facts, scheduleOnly } = parameters
  const at = start(parameters)
  const { sender, overrides } = holderOf(facts.timelock, 'proposer', undefined)
  const schedule: PlannedStep = {
    kind: 'schedule',
    title: `${sender} schedules operation ${operation.id}`,
    transaction: {
      from: sender,
      to: call.target,
      data: call.data,
      value: 0n,
      gasPrice: 0n,
      timestamp: at,
    },
  }
  if (scheduleOnly) {
    return { path: 'schedule', operationId: operation.id, overrides, steps: [schedule] }
  }
  const rest = planExecution(
    operation,
    { readyAt: at + operation.delay, from: at, timelock: call.target },
    parameters,
  )
  return {
    path: 'schedule and execute',
    operationId: operation.id,
    overrides: [...overrides, ...rest.overrides],
    steps: [schedule, ...rest.steps],
  }
}

function ofScheduled(
  operation: ReviewedOperation,
  readyAt: bigint,
  parameters: PlanPathParameters,
): PathPlan {
  const timelock = parameters.input.protocol.timelock ?? stranger
  const { block } = parameters.input
  const rest = planExecution(operation, { readyAt, from: block.timestamp, timelock }, parameters)
  return { path: 'execute', operationId: operation.id, ...rest }
}

/** What nobody has scheduled, as whoever may make these calls. */
function ofCalls(parameters: PlanPathParameters): Known<PathPlan> {
  const { input, facts } = parameters
  if (input.calls.some(({ operation }) => operation === 'delegatecall')) {
    return {
      known: false,
      reason: 'a delegatecall is made by a Safe, and no transaction of it is given',
    }
  }
  const [first] = facts.proxies
  const authority = first?.proxy.known ? first.proxy.value.authority : undefined
  const sender = input.protocol.timelock ?? input.protocol.safe ?? authority ?? stranger
  const reason = `${sender} is taken to make these calls; nothing shows that it agrees.`
  return known({
    path: 'direct',
    overrides: [{ kind: 'sender', address: sender, reason }],
    steps: input.calls.map(({ target, data, value }, index) => ({
      kind: 'execute',
      title: `${sender} makes call ${index + 1} of ${input.calls.length}`,
      transaction: {
        from: sender,
        to: target,
        data,
        value,
        gasPrice: 0n,
        timestamp: start(parameters) + BigInt(index),
      },
    })),
  })
}
