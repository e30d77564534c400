import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import {
  type OperationStanding,
  operationStandings,
} from '@/lib/core/timelock/kind/operation-standing'
import { endOfInstance, type SeenInstance } from './seen-instance'

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

/** Every time that an operation was scheduled, oldest first; undefined where that is not known. */
export type InstancesOf = (operation: Seen) => readonly SeenInstance[] | undefined

/**
 * What has changed between two readings of a queue, in the order of the later one.
 *
 * @param instancesOf Where it is known, what became of it each time that it was scheduled in between is told, too.
 */
export function queueChanges(
  before: readonly Seen[],
  after: readonly Seen[],
  instancesOf: InstancesOf = () => undefined,
): QueueChange[] {
  const known = new Map(before.map((each) => [keyOf(each), each]))
  const changes = after.flatMap((operation): QueueChange[] => {
    const last = known.get(keyOf(operation))
    known.delete(keyOf(operation))
    const past = pastOf({ last, operation, instances: instancesOf(operation) })
    return [...past, ...changesOf(past.at(-1)?.operation ?? last, operation)]
  })
  const gone = [...known.values()].map(
    (operation): QueueChange => ({ change: 'retracted', operation, before: operation.standing }),
  )
  return [...changes, ...gone]
}

function changesOf(last: Seen | undefined, operation: Seen): QueueChange[] {
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
}

/** What happened to it before it was scheduled for the last time. */
function pastOf({
  last,
  operation,
  instances = [],
}: {
  last: Seen | undefined
  operation: Seen
  instances: readonly SeenInstance[] | undefined
}): QueueChange[] {
  const changes: QueueChange[] = []
  let latest = last
  const note = (change: 'scheduled' | 'cancelled' | 'executed', of: number, due: bigint) => {
    const { timelock, id } = operation
    const standing = change === 'scheduled' ? 'waiting' : change
    const now = { timelock, id, standing, due, instances: of, mismatch: last?.mismatch } as const
    changes.push({ change, operation: now, before: latest?.standing })
    latest = now
  }
  const isWhole = instances.length >= operation.instances
  const first = last?.instances ?? 0
  for (let of = Math.max(first, 1); isWhole && of < operation.instances; of++) {
    const instance = instances[of - 1]
    if (!instance) break
    if (of > first) note('scheduled', of, instance.eta)
    const end = endOfInstance(instance)
    if (end && end.standing !== latest?.standing) note(end.standing, of, instance.eta)
  }
  return changes
}

const keyOf = ({ timelock, id }: Seen) => `${timelock.chainId}:${timelock.address}:${id}`
