import type { LogPosition } from '@/lib/core/chain/log-position'
import type { QueuedInstance, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { type Blocked, blockedAt, hasPredecessor } from './blocked-at'
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
  /** Its predecessor is known not to be done. */
  readonly isPredecessorOpen?: boolean | undefined
  /** The contract says that it was executed, and no event tells when: the block at which it was heard to. */
  readonly doneAt?: HeardAt | undefined
  /** The contract does not hold it any more, and no event tells why. */
  readonly passedAt?: HeardAt | undefined
  /** Seconds before it can be executed at which somebody wants to know. */
  readonly lead: bigint
}

/** Where the contract was heard to say something, and since when it may have been so. Times in seconds since the epoch. */
export type HeardAt = {
  readonly number: bigint
  readonly timestamp: bigint
  /** Absent where it was heard to say something else before. */
  readonly after?: bigint | undefined
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
  isPredecessorOpen,
  doneAt,
  passedAt,
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
  const due = (kind: CauseKind, at: bigint, also?: string | undefined): EventCause => ({
    ...base,
    kind,
    cause: hashCause({ kind, timelock, operation: id, position: scheduled, also }),
    at,
    blockNumber: scheduled.blockNumber,
  })
  const moment = (kind: Moment, at: bigint, also?: string | undefined): EventCause => {
    const cause = due(kind, at, also)
    if (end !== undefined || !word) return cause
    if (isOver || !(word.isAsked || isTimeEnough(operation))) return { ...cause, holdsIf: 'told' }
    return isHeard(kind, operation, word) ? cause : { ...cause, holdsIf: 'told-so' }
  }
  const heard = (kind: 'executed' | 'passed', { number, timestamp, after }: HeardAt) => ({
    ...due(kind, timestamp),
    blockNumber: number,
    ...(after !== undefined && { after }),
  })
  const reached = (kind: Moment, at: bigint | undefined) =>
    at !== undefined && isReached(at) ? [moment(kind, at)] : []
  const ready = readyAt({ operation, word, instance, predecessorDone })
  const blocked = blockedAt({ operation, word, instance, predecessorDone, isPredecessorOpen })
  const closed = closedBy(instance)
  const done = isLast && !closed ? doneAt : undefined
  const passed = isLast && !closed ? passedAt : undefined
  return [
    said('scheduled', scheduled),
    ...reached(
      'about-to-be-ready',
      warnedAt({ operation, word, instance, predecessorDone, ready, lead }),
    ),
    ...(blocked && isReached(blocked.at) ? [blockedCause(blocked, moment)] : []),
    ...reached('ready', ready),
    ...(executed || done ? [] : reached('stale', expires)),
    ...(closed ? [said(...closed)] : []),
    ...(done ? [heard('executed', done)] : []),
    ...(passed ? [heard('passed', passed)] : []),
  ]
}

function blockedCause(
  { at, also, isKnown, ...why }: Blocked,
  moment: (kind: Moment, at: bigint, also: string | undefined) => EventCause,
): EventCause {
  const cause = moment('blocked', at, also)
  const { detail, holdsIf } = cause
  const told = detail.of === 'operation' ? { ...detail, ...why } : detail
  return { ...cause, detail: told, holdsIf: isKnown ? holdsIf : 'told-so' }
}

/** Which event closed it, where one did. */
function closedBy({
  executed,
  cancelled,
}: QueuedInstance): readonly ['executed' | 'cancelled', LogPosition] | undefined {
  if (executed) return ['executed', executed]
  return cancelled && ['cancelled', cancelled]
}

type Moment = 'about-to-be-ready' | 'blocked' | 'ready' | 'stale'

/** Whether the contract says that it is over, or not there, and no event tells since when. */
function isOverByWord(word: OperationWord | undefined): boolean {
  return word?.settled !== undefined && word.settled !== 'executed'
}

/**
 * Before it gets ready; of one that waits for its predecessor not before that is done, and never where that is too late or never,
 * or the contract would refuse it.
 */
function warnedAt({
  operation: { predecessor },
  word,
  instance: { scheduled, eta, executed },
  predecessorDone,
  ready,
  lead,
}: Pick<OperationCausesParameters, 'operation' | 'word' | 'predecessorDone' | 'lead'> & {
  instance: QueuedInstance
  ready: bigint | undefined
}): bigint | undefined {
  const warned = eta - lead
  if (lead === 0n || warned <= scheduled.blockTimestamp) return undefined
  if (!hasPredecessor(predecessor)) {
    // Once it is due that is past: it was about to be, as far as anybody knew.
    return word?.refused && word.told === 'waiting' && !executed ? undefined : warned
  }
  if (ready === undefined || ready > eta) return undefined
  return predecessorDone !== undefined && predecessorDone > warned ? predecessorDone : warned
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
