import { type Hash, zeroHash } from 'viem'
import { atMostUint256 } from '@/lib/core/chain/at-most-uint256'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { Operation, OperationInstance } from '@/lib/core/timelock/operation'
import { proveSalt } from '@/lib/core/timelock/prove-salt'
import { inChainOrder, type OperationLog } from '@/lib/core/timelock/timelock-log'

export type FoldOperationsParameters = {
  readonly timelock: ChainAddress
  /** Events of this timelock alone, in any order, from its deployment or wherever the scan began. */
  readonly logs: readonly OperationLog[]
}

/**
 * The operations that a timelock's events tell of, in the order in which they were first scheduled. Kind and salt are
 * filled in only where they give the operation's id again; a salt is taken from `CallSalt` (4.9 and later) or is
 * zero, which emits none. For older timelocks see `recoverSalt`. A salt that was told and does not give the id is a mismatch.
 *
 * Events cannot tell everything: an empty batch emits none, and an operation scheduled before the scan began is left
 * out. The contract's own `getTimestamp` has the last word on every state.
 */
export function foldOperations({ timelock, logs }: FoldOperationsParameters): Operation[] {
  const folding = new Map<Hash, Folding>()
  for (const log of inChainOrder(logs)) {
    const { id } = log.args
    const operation = folding.get(id)
    if (log.eventName === 'CallScheduled') folding.set(id, schedule(operation, log))
    else if (operation) follow(operation, log)
  }
  return [...folding].map(([id, operation]) => finish(timelock, id, operation))
}

type ScheduledLog = Extract<OperationLog, { eventName: 'CallScheduled' }>

/** `logs` are those of the one scheduling, in order. */
type FoldingInstance = {
  readonly logs: ScheduledLog[]
  cancelled?: LogPosition
  executed?: LogPosition
}

type Folding = { readonly instances: FoldingInstance[]; salt: Hash | undefined }

function schedule(operation: Folding | undefined, log: ScheduledLog): Folding {
  const { instances, salt } = operation ?? { instances: [], salt: undefined }
  const last = instances.at(-1)
  if (last && continues(last, log)) last.logs.push(log)
  else instances.push({ logs: [log] })
  return { instances, salt }
}

/**
 * An index that starts again belongs to another scheduling, even within one transaction: schedule, cancel, schedule is
 * legal in a multicall.
 */
function continues({ logs, cancelled, executed }: FoldingInstance, log: ScheduledLog): boolean {
  const before = logs.at(-1)
  return (
    before !== undefined &&
    cancelled === undefined &&
    executed === undefined &&
    before.position.transactionHash === log.position.transactionHash &&
    before.args.index < log.args.index
  )
}

function follow(operation: Folding, log: Exclude<OperationLog, ScheduledLog>): void {
  const last = operation.instances.at(-1)
  if (log.eventName === 'CallSalt') operation.salt = log.args.salt
  if (last === undefined || last.cancelled) return
  // One event per call: the last of them stands nearest to the end of the execution.
  if (log.eventName === 'CallExecuted') last.executed = log.position
  if (log.eventName === 'Cancelled' && !last.executed) last.cancelled = log.position
}

function finish(timelock: ChainAddress, id: Hash, { instances, salt }: Folding): Operation {
  const complete = instances.find(({ logs }) => missingCalls(logs) === 0) ?? instances[0]
  const logs = complete?.logs ?? []
  const missing = missingCalls(logs)
  const operation: Operation = {
    timelock,
    id,
    kind: logs.length + missing === 1 ? 'unknown' : 'batch',
    calls: logs.map(({ args: { target, value, data } }) => ({ target, value, data })),
    predecessor: logs[0]?.args.predecessor ?? zeroHash,
    salt: 'unknown',
    instances: instances.map(finishInstance),
    ...(missing > 0 && { missingCalls: missing }),
  }
  if (missing > 0) return operation
  const proven = proveSalt(operation, salt ?? zeroHash)
  if (!proven && salt !== undefined) return { ...operation, mismatch: true }
  return { ...operation, ...proven }
}

/** How many indexes below the highest one have no event. What is no TimelockController may name any index. */
function missingCalls(logs: readonly ScheduledLog[]): number {
  const highest = logs.at(-1)?.args.index
  const missing = highest === undefined ? 0 : Number(highest) + 1 - logs.length
  return Math.min(missing, Number.MAX_SAFE_INTEGER)
}

function finishInstance({ logs, cancelled, executed }: FoldingInstance): OperationInstance {
  const first = logs[0]
  if (first === undefined) throw new Error('An instance is only made from an event.')
  const { delay } = first.args
  return {
    scheduled: first.position,
    delay,
    eta: atMostUint256(first.position.blockTimestamp + delay),
    ...(cancelled && { cancelled }),
    ...(executed && { executed }),
  }
}
