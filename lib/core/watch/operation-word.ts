import type { Hash } from 'viem'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { SettledStanding } from '@/lib/core/timelock/kind/standing-of'

/** What counts of the last scheduling of an operation: the contract's word, where it was heard. Seconds since the epoch. */
export type OperationWord = {
  readonly due: bigint
  readonly expires: bigint | undefined
  /** Where it stands whatever the time is; undefined while time decides. */
  readonly settled: SettledStanding | undefined
  /** The contract would refuse it, for another reason than its predecessor. */
  readonly refused: boolean
  /** What has to be done first where that is no predecessor. */
  readonly waitsFor?: Hash | undefined
  /** When the contract was first heard to let it be executed, where that was after its time. */
  readonly freedAt: bigint | undefined
  /** What the contract said last. */
  readonly told: OperationStanding | undefined
  /** When it was first heard to say so, where it had said something else before. */
  readonly toldSince?: bigint | undefined
  /** Whether it was asked since the newest event, be it in vain. */
  readonly isAsked: boolean
}

/** Whether an operation that is due can be executed as far as its events tell, but for its predecessor. */
export function isTimeEnough({ kind, silent }: Pick<QueuedOperation, 'kind' | 'silent'>): boolean {
  return !silent && kind !== 'access-manager' && kind !== 'ds-pause'
}

/**
 * Whether what is known tells that a moment of an open operation has come. Of kinds that refuse or execute without an event
 * only what the contract said since then does; of the others the time does, but for the end: an execution that was not
 * delivered looks like none.
 */
export function isHeard(
  moment: 'about-to-be-ready' | 'blocked' | 'ready' | 'stale',
  operation: Pick<QueuedOperation, 'kind' | 'silent'>,
  { told, isAsked, freedAt }: Pick<OperationWord, 'told' | 'isAsked' | 'freedAt'>,
): boolean {
  if (isTimeEnough(operation) && moment !== 'stale') return true
  // Asked in vain, it is as the page has it: by the time.
  if (told === undefined) return isAsked
  if (moment !== 'about-to-be-ready') return told === moment
  return freedAt === undefined && (told === 'waiting' || told === 'ready')
}
