import { type Address, type Hash, type Hex, isAddressEqual, numberToHex } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ProtocolFacts } from '@/lib/core/patch/facts'
import type { ReviewedOperation, ReviewInput } from '@/lib/core/report/review-input'
import { approvedHashSignature } from '@/lib/core/safe/approved-hash-signature'
import { encodeExecTransaction } from '@/lib/core/safe/encode-exec-transaction'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { approvedHashSlot, safeNonceSlot } from '@/lib/core/simulation/safe-slots'
import type {
  SimulationOverride,
  SimulationPath,
  SimulationStep,
} from '@/lib/core/simulation/simulation'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'

/** What the chain says at the block of the input, beside the protocol itself. */
export type PathFacts = {
  /** What the timelock has stored for the operation: 0 unset, 1 done, else from when it is ready. */
  readonly timestamp: Known<bigint> | undefined
  /** Owners who have approved the Safe transaction on the chain already, in lower case. */
  readonly approved: ReadonlySet<string>
  /** Wei that the timelock holds. */
  readonly timelockBalance: bigint
  /** Wei per gas of the block. */
  readonly baseFee: bigint
}

export type PlannedTransaction = {
  readonly from: Address
  readonly to: Address
  readonly data: Hex
  readonly value: bigint
  /** Wei per gas; zero where nothing depends on it. */
  readonly gasPrice: bigint
  /** Of its block, in seconds. */
  readonly timestamp: bigint
}

export type PlannedStep = Pick<SimulationStep, 'kind' | 'title'> & {
  readonly transaction?: PlannedTransaction | undefined
}

/** Every transaction of the path and all that is made so for it, before anything is run. */
export type PathPlan = {
  readonly path: SimulationPath
  readonly safeTxHash?: Hash | undefined
  readonly operationId?: Hash | undefined
  readonly overrides: readonly SimulationOverride[]
  readonly steps: readonly PlannedStep[]
}

export type PlanPathParameters = {
  readonly input: ReviewInput
  readonly facts: Pick<ProtocolFacts, 'safe' | 'timelock' | 'proxies'>
  readonly read: PathFacts
  /** Only up to the schedule. */
  readonly scheduleOnly?: boolean | undefined
}

/** Somebody who is nobody: the last 20 bytes of keccak256("suture: anybody"). */
export const stranger: Address = '0x73f8e1B0d24Bf2827270d7999db85E695D896228'

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
    return facts.safe.known ? ofTransaction(transaction, facts.safe.value, parameters) : facts.safe
  }
  if (!operation) return known(ofCalls(parameters))
  if (read.timestamp && !read.timestamp.known) return read.timestamp
  const timestamp = read.timestamp?.value ?? 0n
  if (timestamp === 1n) return { known: false, reason: 'the operation has been executed already' }
  if (timestamp > 1n) return known(ofScheduled(operation, timestamp, parameters))
  if (!facts.timelock.known) return facts.timelock
  const { minDelay } = facts.timelock.value
  const delay = operation.delay ?? minDelay
  const target = facts.timelock.value.timelock.address
  const call = { target, value: 0n, data: encodeSchedule({ ...operation.content, delay }) }
  if (!protocol.safe) return known(byProposer(call, { ...operation, delay }, parameters))
  if (!facts.safe.known) return facts.safe
  const { safe, nonce } = facts.safe.value
  const built = plainTransaction({ safe, call, nonce })
  const planned = ofTransaction(built, facts.safe.value, parameters)
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

function ofTransaction(
  transaction: SafeTransaction,
  safe: SafeState,
  parameters: PlanPathParameters,
): Known<PathPlan> {
  const { read, scheduleOnly } = parameters
  const { safeTxHash } = hashSafeTransaction({ transaction, version: safe.version })
  const at = start(parameters)
  const ordered = decodeTimelockCall(transaction.data)
  const isSchedule = ordered?.kind === 'schedule' && transaction.operation === 'call'
  const signers = safe.owners.toSorted(byAddress).slice(0, safe.threshold)
  const signatures = signers.map(approvedHashSignature)
  // Only a Safe that pays a refund looks at the price of gas.
  const gasPrice = transaction.gasPrice > 0n ? read.baseFee || 1n : 0n
  const name = `nonce ${transaction.nonce}`
  const approve: PlannedStep = {
    kind: 'approve',
    title: `${signers.length} of ${safe.owners.length} owners approve Safe transaction ${safeTxHash} (${name})`,
  }
  const run: PlannedStep = {
    kind: isSchedule ? 'schedule' : 'execute',
    title: isSchedule
      ? `The Safe schedules operation ${ordered.id}`
      : 'The Safe executes the transaction',
    transaction: {
      from: stranger,
      to: safe.safe.address,
      data: encodeExecTransaction({ transaction, signatures }),
      value: 0n,
      gasPrice,
      timestamp: at,
    },
  }
  const overrides = [
    ...nonceOverride(transaction, safe),
    ...approvals({ safe, safeTxHash, signers, read }),
    ...(gasPrice > 0n
      ? [fund(stranger, 10n ** 24n, 'Whoever sends the transaction has ether for gas.')]
      : []),
  ]
  if (!isSchedule) {
    return known({ path: 'direct', safeTxHash, overrides, steps: [approve, run] })
  }
  const { id: operationId, content, delay } = ordered
  if (scheduleOnly) {
    return known({ path: 'schedule', safeTxHash, operationId, overrides, steps: [approve, run] })
  }
  const rest = execution(
    { id: operationId, content, delay },
    { readyAt: at + delay, from: at, timelock: transaction.target },
    parameters,
  )
  return known({
    path: 'schedule and execute',
    safeTxHash,
    operationId,
    overrides: [...overrides, ...rest.overrides],
    steps: [approve, run, ...rest.steps],
  })
}

function byAddress(a: Address, b: Address): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1
}

/** A Safe takes its transactions in order. */
function nonceOverride({ nonce, safe }: SafeTransaction, state: SafeState): SimulationOverride[] {
  if (nonce <= state.nonce) return []
  const before = nonce - state.nonce
  return [
    {
      kind: 'storage',
      address: safe.address,
      slot: safeNonceSlot,
      value: numberToHex(nonce, { size: 32 }),
      reason: `${before} transaction${before === 1n ? '' : 's'} of the Safe with a lower nonce ${before === 1n ? 'has' : 'have'} not been executed; what ${before === 1n ? 'it does' : 'they do'} is not part of this.`,
    },
  ]
}

/** Exactly what `approveHash` by each of them would leave behind. */
function approvals({
  safe,
  safeTxHash,
  signers,
  read,
}: {
  safe: SafeState
  safeTxHash: Hash
  signers: readonly Address[]
  read: PathFacts
}): SimulationOverride[] {
  return signers
    .filter((owner) => !read.approved.has(owner.toLowerCase()))
    .map((owner) => ({
      kind: 'storage',
      address: safe.safe.address,
      slot: approvedHashSlot(owner, safeTxHash),
      value: numberToHex(1n, { size: 32 }),
      reason: `Owner ${owner} approves the transaction.`,
    }))
}

function fund(address: Address, amount: bigint, reason: string): SimulationOverride {
  return { kind: 'balance', address, value: String(amount), reason }
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
  const rest = execution(
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
  const rest = execution(operation, { readyAt, from: block.timestamp, timelock }, parameters)
  return { path: 'execute', operationId: operation.id, ...rest }
}

/** Time passes until the operation is ready, then somebody who may executes it. */
function execution(
  { id, content }: ReviewedOperation,
  { readyAt, from, timelock }: { readyAt: bigint; from: bigint; timelock: Address },
  { facts, read, input }: PlanPathParameters,
): Pick<PathPlan, 'overrides' | 'steps'> {
  const timestamp = readyAt > from ? readyAt : from + 1n
  const waited = readyAt > from ? readyAt - from : 0n
  const { sender, overrides } = holderOf(facts.timelock, 'executor', input.protocol.safe)
  const sent = content.calls.reduce((sum, call) => sum + call.value, 0n)
  const value = sent > read.timelockBalance ? sent - read.timelockBalance : 0n
  const title = isAddressEqual(sender, stranger)
    ? `Anybody executes operation ${id}`
    : `${sender} executes operation ${id}`
  const data = encodeExecute(content)
  return {
    overrides: [
      ...(waited > 0n
        ? [
            {
              kind: 'time',
              value: String(waited),
              reason: `${waited} seconds pass in one block.`,
            } as const,
          ]
        : []),
      ...overrides,
      ...(value > 0n
        ? [fund(sender, value, `${sender} has the ether that the timelock lacks, and sends it.`)]
        : []),
    ],
    steps: [
      ...(waited > 0n
        ? [{ kind: 'wait', title: `${waited} seconds pass, until the operation is ready` } as const]
        : []),
      {
        kind: 'execute',
        title,
        transaction: { from: sender, to: timelock, data, value, gasPrice: 0n, timestamp },
      },
    ],
  }
}

/** Anybody where anybody may; else the one of them that is preferred, else the first. */
function holderOf(
  timelock: Known<TimelockState>,
  role: 'proposer' | 'executor',
  preferred: Address | undefined,
): { sender: Address; overrides: SimulationOverride[] } {
  const holders = timelock.known ? timelock.value.roles[role] : undefined
  const sorted = (holders?.holders ?? []).toSorted(byAddress)
  const sender = sorted.find((one) => preferred && isAddressEqual(one, preferred)) ?? sorted[0]
  if (!sender || holders?.open) return { sender: stranger, overrides: [] }
  const reason = `${sender} holds the role of ${role} and is taken to agree; nobody has signed for it.`
  return { sender, overrides: [{ kind: 'sender', address: sender, reason }] }
}

/** What nobody has scheduled, as whoever may make these calls. */
function ofCalls(parameters: PlanPathParameters): PathPlan {
  const { input, facts } = parameters
  const [first] = facts.proxies
  const authority = first?.proxy.known ? first.proxy.value.authority : undefined
  const sender = input.protocol.timelock ?? input.protocol.safe ?? authority ?? stranger
  const reason = `${sender} is taken to make these calls; nothing shows that it agrees.`
  return {
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
  }
}
