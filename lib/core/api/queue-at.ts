import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { InstancesOf } from './queue-changes'
import { endOfInstance, type SeenInstance } from './seen-instance'

type Moment = Pick<ListedOperation['scheduled'], 'timestamp'>

type Told = Pick<ListedOperation, 'timelock' | 'id' | 'standing' | 'due' | 'instances'> & {
  readonly expires?: bigint | undefined
  readonly scheduled: Moment
  readonly cancelled?: Moment | undefined
  readonly executed?: Moment | undefined
  readonly mismatch?: string | undefined
}

type Before = Pick<Told, 'timelock' | 'id' | 'standing' | 'due' | 'instances' | 'mismatch'>

/**
 * A queue as it was at an earlier moment: what has happened since is the difference.
 *
 * @param since Seconds since the epoch, by the time of the chain.
 * @param instancesOf Where it is not known, the last instance alone tells: what is scheduled again is taken to have been cancelled.
 */
export function queueAt(
  operations: readonly Told[],
  since: bigint,
  instancesOf: InstancesOf = () => undefined,
): Before[] {
  return operations.flatMap((operation): Before[] => {
    const { timelock, id, due, scheduled, instances, mismatch } = operation
    if (scheduled.timestamp <= since) {
      return [{ timelock, id, due, instances, mismatch, standing: standingThen(operation, since) }]
    }
    const all = instancesOf(operation)
    if (all && all.length >= instances) return instanceThen(operation, all, since)
    // What is scheduled again was over before.
    const isAgain = instances > 1
    return isAgain
      ? [{ timelock, id, due, instances: instances - 1, mismatch, standing: 'cancelled' }]
      : []
  })
}

function instanceThen(
  { timelock, id, mismatch }: Told,
  all: readonly SeenInstance[],
  since: bigint,
): Before[] {
  const instances = all.filter(({ scheduled }) => scheduled.blockTimestamp <= since).length
  const last = all[instances - 1]
  if (!last) return []
  const end = endOfInstance(last)
  const open = last.eta > since ? 'waiting' : 'ready'
  const standing = end && end.at <= since ? end.standing : open
  return [{ timelock, id, due: last.eta, instances, mismatch, standing }]
}

function standingThen(
  { standing, due, expires, cancelled, executed }: Told,
  since: bigint,
): OperationStanding {
  const end = standing === 'executed' ? executed : standing === 'cancelled' ? cancelled : undefined
  const open = due > since ? 'waiting' : 'ready'
  if (end) return end.timestamp > since ? open : standing
  if (standing === 'stale') return expires !== undefined && expires >= since ? open : standing
  if (standing === 'ready' || standing === 'blocked') return due > since ? 'waiting' : standing
  return standing
}
