import type { Hash } from 'viem'
import type { QueuedInstance, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { OperationWord } from './operation-word'
import type { BlockedReason } from './queue-event'

export type BlockedAtParameters = {
  readonly operation: Pick<QueuedOperation, 'kind' | 'predecessor'>
  readonly word: OperationWord | undefined
  readonly instance: Pick<QueuedInstance, 'eta' | 'executed'>
  /** As `operationCauses` has them. */
  readonly predecessorDone: bigint | undefined
  readonly isPredecessorOpen: boolean | undefined
}

export type Blocked = {
  /** Seconds since the epoch. */
  readonly at: bigint
  readonly reason: BlockedReason
  readonly waitsFor?: Hash | undefined
  /** Where nothing tells, what was told of it is left as it is. */
  readonly isKnown: boolean
  /** Tells this time of being blocked from an earlier one. */
  readonly also?: string | undefined
}

/**
 * Since when an operation whose time has come cannot be executed; undefined where nothing says that it cannot. By its
 * predecessor it is as the events tell, also when that was executed since; for another reason while the contract says so.
 */
export function blockedAt({
  operation: { kind, predecessor },
  word,
  instance: { eta, executed },
  predecessorDone,
  isPredecessorOpen,
}: BlockedAtParameters): Blocked | undefined {
  if (hasPredecessor(predecessor)) {
    // What was executed or is let through was not in its way, also where nothing tells of the predecessor.
    const isFree = executed || word?.settled === 'executed' || word?.told === 'ready'
    if (predecessorDone === undefined ? isFree : predecessorDone <= eta) return undefined
    const isKnown = predecessorDone !== undefined || isPredecessorOpen === true
    return { at: eta, reason: 'predecessor', waitsFor: predecessor, isKnown }
  }
  if (word?.told !== 'blocked') return undefined
  const { toldSince, waitsFor } = word
  const at = toldSince !== undefined && toldSince > eta ? toldSince : eta
  const reason = waitsFor ? 'order' : (reasons[kind] ?? 'refused')
  return {
    at,
    reason,
    isKnown: true,
    ...(waitsFor && { waitsFor }),
    ...(toldSince !== undefined && { also: String(toldSince) }),
  }
}

const reasons: Readonly<Partial<Record<QueuedOperation['kind'], BlockedReason>>> = {
  'access-manager': 'call',
  'ds-pause': 'code',
}

/** Whether something has to be done before. */
export function hasPredecessor(predecessor: Hash | undefined): predecessor is Hash {
  return predecessor !== undefined && !/^0x0*$/.test(predecessor)
}
