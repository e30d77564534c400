import type { LogPosition } from '@/lib/core/chain/log-position'
import type { QueuedInstance, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { hashCause } from './hash-cause'
import type { CauseKind, EventCause, EventDetail } from './queue-event'

/** Targets that an event names. */
const mostTargets = 10

export type OperationCausesParameters = {
  readonly operation: QueuedOperation
  /**
   * Seconds since the epoch at which its predecessor was done, undefined where it is not or nobody knows. Only asked where
   * it has one.
   */
  readonly predecessorDone?: bigint | undefined
  /** The contract says that it was executed, and no event tells when: the time of the block at which it said so. */
  readonly doneAt?: { readonly number: bigint; readonly timestamp: bigint } | undefined
  /** Seconds before it can be executed at which somebody wants to know. */
  readonly lead: bigint
}

/**
 * All that happened to an operation and all that will at a known moment, in order. What it was overtaken by is left out: an
 * operation that was cancelled early never gets ready.
 */
export function operationCauses(parameters: OperationCausesParameters): EventCause[] {
  const { instances } = parameters.operation
  return instances.flatMap((instance, index) =>
    instanceCauses({ ...parameters, instance, index, isLast: index === instances.length - 1 }),
  )
}

function instanceCauses({
  operation,
  instance,
  index,
  isLast,
  predecessorDone,
  doneAt,
  lead,
}: OperationCausesParameters & { instance: QueuedInstance; index: number; isLast: boolean }) {
  const { scheduled, eta, expires, cancelled, executed } = instance
  const detail = detailOf(operation, instance)
  const { timelock, id } = operation
  const base = { timelock, operation: id, instance: index, detail }
  const said = (kind: CauseKind, position: LogPosition): EventCause => ({
    ...base,
    kind,
    cause: hashCause({ kind, timelock, operation: id, position }),
    at: position.blockTimestamp,
    blockNumber: position.blockNumber,
    transactionHash: position.transactionHash,
  })
  const due = (kind: CauseKind, at: bigint): EventCause => ({
    ...base,
    kind,
    cause: hashCause({ kind, timelock, operation: id, position: scheduled }),
    at,
    blockNumber: scheduled.blockNumber,
  })
  const end = (cancelled ?? executed)?.blockTimestamp
  const isReached = (at: bigint) => end === undefined || at <= end
  const causes = [said('scheduled', scheduled)]
  const warned = eta - lead
  if (lead > 0n && warned > scheduled.blockTimestamp && isReached(warned)) {
    causes.push(due('about-to-be-ready', warned))
  }
  const ready = readyAt({ operation, instance, predecessorDone })
  if (ready !== undefined && isReached(ready)) causes.push(due('ready', ready))
  if (executed) causes.push(said('executed', executed))
  else if (doneAt && isLast && !cancelled) {
    const { number, timestamp } = doneAt
    const { cause } = due('executed', timestamp)
    causes.push({ ...base, kind: 'executed', cause, at: timestamp, blockNumber: number })
  } else if (expires !== undefined && isReached(expires)) causes.push(due('stale', expires))
  if (cancelled) causes.push(said('cancelled', cancelled))
  return causes
}

/** An operation whose predecessor is not done is blocked, whatever the time. */
function readyAt({
  operation: { predecessor },
  instance: { eta, executed },
  predecessorDone,
}: Pick<OperationCausesParameters, 'operation' | 'predecessorDone'> & {
  instance: QueuedInstance
}): bigint | undefined {
  if (predecessor === undefined || /^0x0*$/.test(predecessor)) return eta
  // Whatever was executed was ready before, also where nothing tells since when.
  if (predecessorDone === undefined) return executed ? eta : undefined
  return predecessorDone > eta ? predecessorDone : eta
}

function detailOf(
  { calls }: QueuedOperation,
  { eta, expires }: QueuedInstance,
): Extract<EventDetail, { of: 'operation' }> {
  const targets = [...new Set(calls.map(({ target }) => target))].slice(0, mostTargets)
  return {
    of: 'operation',
    eta,
    ...(expires === undefined ? {} : { expires }),
    ...(calls.length === 0 ? {} : { calls: calls.length }),
    targets,
  }
}
