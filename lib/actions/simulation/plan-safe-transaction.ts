import { type Address, type Hash, numberToHex } from 'viem'
import type {
  PathFacts,
  PathPlan,
  PlannedStep,
  PlanPathParameters,
} from '@/lib/actions/simulation/path-plan'
import { byAddress, planExecution, stranger } from '@/lib/actions/simulation/plan-execution'
import type { Known } from '@/lib/core/chain/snapshot'
import { approvedHashSignature } from '@/lib/core/safe/approved-hash-signature'
import { encodeExecTransaction } from '@/lib/core/safe/encode-exec-transaction'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { approvedHashSlot, safeNonceSlot } from '@/lib/core/simulation/safe-slots'
import type { SimulationOverride } from '@/lib/core/simulation/simulation'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

/** The owners approve, the Safe executes; where that schedules an operation, the operation is executed after its delay. */
export function planSafeTransaction(
  transaction: SafeTransaction,
  safe: SafeState,
  parameters: PlanPathParameters,
): Known<PathPlan> {
  const { facts, read, scheduleOnly } = parameters
  const { safeTxHash } = hashSafeTransaction({ transaction, version: safe.version })
  const at = parameters.input.block.timestamp + 1n
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
    ...(gasPrice > 0n ? [gasMoney] : []),
  ]
  if (!isSchedule) {
    return known({ path: 'direct', safeTxHash, overrides, steps: [approve, run] })
  }
  const { id: operationId, content, delay } = ordered
  if (scheduleOnly) {
    return known({ path: 'schedule', safeTxHash, operationId, overrides, steps: [approve, run] })
  }
  if (!facts.timelock.known) return facts.timelock
  const rest = planExecution(
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

const gasMoney: SimulationOverride = {
  kind: 'balance',
  address: stranger,
  value: String(10n ** 24n),
  reason: 'Whoever sends the transaction has ether for gas.',
}

/** A Safe takes its transactions in order. */
function nonceOverride({ nonce, safe }: SafeTransaction, state: SafeState): SimulationOverride[] {
  if (nonce <= state.nonce) return []
  const before = nonce - state.nonce
  const [some, they] =
    before === 1n ? ['1 transaction', 'it does'] : [`${before} transactions`, 'they do']
  return [
    {
      kind: 'storage',
      address: safe.address,
      slot: safeNonceSlot,
      value: numberToHex(nonce, { size: 32 }),
      reason: `The Safe is past ${some} with a lower nonce; what ${they} is not part of this.`,
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

function known<T>(value: T): Known<T> {
  return { known: true, value }
}
