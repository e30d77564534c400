import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import {
  type OperationStanding,
  operationStandings,
} from '@/lib/core/timelock/kind/operation-standing'

/** What can happen to an operation between two looks at its queue. */
export const queueChangeKinds = [
  'scheduled',
  ...operationStandings,
  'mismatch',
  'retracted',
] as const

export type QueueChangeKind = (typeof queueChangeKinds)[number]

type Seen = Pick<ListedOperation, 'timelock' | 'id' | 'standing' | 'due' | 'instances'> & {
  readonly mismatch?: string | undefined
}

/**
 * *Retracted*: no event tells of it any more, or not of the last time it was scheduled. *Mismatch*: the contract contradicts its
 * events from now on.
 */
export type QueueChange = {
  readonly change: QueueChangeKind
  readonly operation: Seen
  /** Where it stood before; undefined of one that is new. */
  readonly before: OperationStanding | undefined
}

/** What has changed between two readings of a queue, in the order of the later one. */
export function queueChanges(before: readonly Seen[], after: readonly Seen[]): QueueChange[] {
  const known = new Map(before.map((each) => [keyOf(each), each]))
  const changes = after.flatMap((operation): QueueChange[] => {
    const last = known.get(keyOf(operation))
    known.delete(keyOf(operation))
    const { standing, instances, mismatch } = operation
    const kinds: QueueChangeKind[] = []
    if (!last || instances > last.instances) kinds.push('scheduled')
    // That it was scheduled again is no longer so.
    if (last && instances < last.instances) kinds.push('retracted')
    // What was just scheduled waits: that goes without saying.
    const isNews = kinds[0] === 'scheduled' ? standing !== 'waiting' : standing !== last?.standing
    if (isNews) kinds.push(standing)
    if (mismatch !== undefined && last?.mismatch === undefined) kinds.push('mismatch')
    return kinds.map((change) => ({ change, operation, before: last?.standing }))
  })
  const gone = [...known.values()].map(
    (operation): QueueChange => ({ change: 'retracted', operation, before: operation.standing }),
  )
  return [...changes, ...gone]
}

const keyOf = ({ timelock, id }: Seen) => `${timelock.chainId}:${timelock.address}:${id}`
