import type { Hash } from 'viem'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { QueuedInstance, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { hashCause } from './hash-cause'
import { isHeard, isTimeEnough, type OperationWord } from './operation-word'
import type { CauseKind, EventCause, EventDetail } from './queue-event'

/** Targets that an event names. */
const mostTargets = 10

export type OperationCausesParameters = {
  readonly operation: QueuedOperation
  /** What counts of its last scheduling; left out: what its events tell. */
  readonly word?: OperationWord | undefined
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
 * operation that was cancelled early never gets ready, and one that the contract would refuse is not.
 */
export function operationCauses(parameters: OperationCausesParameters): EventCause[] {
  const { instances } = parameters.operation
  return instances.flatMap((instance, index) => {
    const isLast = index === instances.length - 1
    const word = isLast ? parameters.word : undefined
    // Its events tell the times of an earlier scheduling; those of the last one can have been moved since.
    const times = word && { eta: word.due, expires: word.expires }
    const counted = { ...instance, ...times }
    return instanceCauses({ ...parameters, instance: counted, word, index, isLast })
  })
}

function instanceCauses({
  operation,
  word,
  instance,
  index,
  isLast,
  predecessorDone,
  doneAt,
  lead,
}: OperationCausesParameters & { instance: QueuedInstance; index: number; isLast: boolean }) {
  const { scheduled, expires, cancelled, executed } = instance
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
  const end = (cancelled ?? executed)?.blockTimestamp
  const isReached = (at: bigint) => end === undefined || at <= end
  const isOver = isOverByWord(word)
  const due = (kind: Moment | 'executed', at: bigint): EventCause => ({
    ...base,
    kind,
    cause: hashCause({ kind, timelock, operation: id, position: scheduled }),
    at,
    blockNumber: scheduled.blockNumber,
  })
  const moment = (kind: Moment, at: bigint): EventCause => {
    const cause = due(kind, at)
    if (end !== undefined || !word) return cause
    if (isOver || !(word.isAsked || isTimeEnough(operation))) return { ...cause, holdsIf: 'told' }
    return isHeard(kind, operation, word) ? cause : { ...cause, holdsIf: 'told-so' }
  }
  const causes = [said('scheduled', scheduled)]
  const ready = readyAt({ operation, word, instance, predecessorDone })
  const warned = warnedAt({ operation, instance, predecessorDone, ready, lead })
  if (warned !== undefined && isReached(warned)) {
    causes.push(moment('about-to-be-ready', warned))
  }
  if (ready !== undefined && isReached(ready)) causes.push(moment('ready', ready))
  if (executed) causes.push(said('executed', executed))
  else if (doneAt && isLast && !cancelled) {
    const { number, timestamp } = doneAt
    const { cause } = due('executed', timestamp)
    causes.push({ ...base, kind: 'executed', cause, at: timestamp, blockNumber: number })
  } else if (expires !== undefined && isReached(expires)) causes.push(moment('stale', expires))
  if (cancelled) causes.push(said('cancelled', cancelled))
  return causes
}

type Moment = 'about-to-be-ready' | 'ready' | 'stale'

/** Whether the contract says that it is over, or not there, and no event tells since when. */
function isOverByWord(word: OperationWord | undefined): boolean {
  return word?.settled !== undefined && word.settled !== 'executed'
}

/** Before it gets ready; of one that waits for its predecessor not before that is done, and never where that is too late or never. */
function warnedAt({
  operation: { predecessor },
  instance: { scheduled, eta },
  predecessorDone,
  ready,
  lead,
}: Pick<OperationCausesParameters, 'operation' | 'predecessorDone' | 'lead'> & {
  instance: QueuedInstance
  ready: bigint | undefined
}): bigint | undefined {
  const warned = eta - lead
  if (lead === 0n || warned <= scheduled.blockTimestamp) return undefined
  if (!hasPredecessor(predecessor)) return warned
  if (ready === undefined || ready > eta) return undefined
  return predecessorDone !== undefined && predecessorDone > warned ? predecessorDone : warned
}

function hasPredecessor(predecessor: Hash | undefined): predecessor is Hash {
  return predecessor !== undefined && !/^0x0*$/.test(predecessor)
}

/** An operation whose predecessor is not done is blocked, whatever the time; so is one that the contract would refuse. */
function readyAt({
  operation: { predecessor },
  word,
  instance: { eta, executed },
  predecessorDone,
}: Pick<OperationCausesParameters, 'operation' | 'word' | 'predecessorDone'> & {
  instance: QueuedInstance
}): bigint | undefined {
  if (!hasPredecessor(predecessor)) {
    if (word?.refused && !executed) return undefined
    const freedAt = word?.freedAt ?? eta
    return freedAt > eta ? freedAt : eta
  }
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
