import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'

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
 * A queue as it was at an earlier moment, as far as its last instances tell: what has happened since is the difference.
 *
 * @param since Seconds since the epoch, by the time of the chain.
 */
export function queueAt(operations: readonly Told[], since: bigint): Before[] {
  return operations.flatMap((operation): Before[] => {
    const { timelock, id, due, scheduled, instances, mismatch } = operation
    if (scheduled.timestamp <= since) {
      return [{ timelock, id, due, instances, mismatch, standing: standingThen(operation, since) }]
    }
    // What is scheduled again was over before.
    const isAgain = instances > 1
    return isAgain
      ? [{ timelock, id, due, instances: instances - 1, mismatch, standing: 'cancelled' }]
      : []
  })
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
