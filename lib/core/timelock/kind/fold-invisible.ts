import { type Hash, zeroHash } from 'viem'
import { atMostUint256 } from '@/lib/core/chain/at-most-uint256'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { QueuedInstance, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { CallSubject, TimelockStep } from '@/lib/core/timelock/kind/timelock-step'
import { inChainOrder } from '@/lib/core/timelock/timelock-log'

type Scheduled = Extract<TimelockStep['call'], { kind: 'schedule' }>

/**
 * The operations of which no event tells: batches without calls. They can be scheduled, cancelled and executed like any
 * other, and something may wait for one as its predecessor.
 *
 * @param parameters.steps Calls that the timelock took, in any order, from transactions that succeeded.
 * @param parameters.known Such operations as they were folded from earlier steps. A step that they are made of already
 *   changes nothing.
 * @returns Those that the steps are about.
 */
export function foldInvisible({
  subject: { timelock, kind },
  steps,
  known = [],
}: {
  subject: Pick<CallSubject, 'timelock' | 'kind'>
  steps: readonly TimelockStep[]
  known?: readonly QueuedOperation[] | undefined
}): QueuedOperation[] {
  const operations = new Map(known.map((operation) => [operation.id, operation]))
  const touched = new Set<Hash>()
  for (const { call, position } of inChainOrder(steps)) {
    const operation = operations.get(call.id)
    if (operation && !isAfter(position, lastOf(operation))) continue
    if (call.kind === 'schedule') {
      if (call.content.calls.length > 0) continue
      operations.set(call.id, schedule({ timelock, kind, call, operation, position }))
    } else if (operation) {
      const what = call.kind === 'cancel' ? 'cancelled' : 'executed'
      operations.set(call.id, { ...operation, instances: close(operation, { [what]: position }) })
    } else continue
    touched.add(call.id)
  }
  return [...operations.values()].filter(({ id }) => touched.has(id))
}

function schedule({
  timelock,
  kind,
  call,
  operation,
  position,
}: Pick<CallSubject, 'timelock' | 'kind'> & {
  call: Scheduled
  operation: QueuedOperation | undefined
  position: LogPosition
}): QueuedOperation {
  const { predecessor, salt } = call.content
  return {
    timelock,
    kind,
    id: call.id,
    calls: [],
    ...(predecessor !== zeroHash && { predecessor }),
    salt,
    // Of this kind alone there are two ways to hash.
    ...(kind === 'openzeppelin' && { encoding: 'batch' as const }),
    silent: true,
    origin: 'calls',
    instances: [
      ...(operation?.instances ?? []),
      { scheduled: position, eta: atMostUint256(position.blockTimestamp + call.delay) },
    ],
  }
}

function close(
  { instances }: QueuedOperation,
  end: Pick<QueuedInstance, 'cancelled' | 'executed'>,
): readonly QueuedInstance[] {
  const last = instances.at(-1)
  if (last === undefined || last.cancelled || last.executed) return instances
  return [...instances.slice(0, -1), { ...last, ...end }]
}

/**
 * What is left of such an operation without the blocks after one.
 *
 * @returns undefined where nothing is.
 */
export function beforeBlock(
  operation: QueuedOperation,
  block: bigint,
): QueuedOperation | undefined {
  const isKept = (at: LogPosition | undefined) => at !== undefined && at.blockNumber <= block
  const instances = operation.instances
    .filter(({ scheduled }) => isKept(scheduled))
    .map(({ cancelled, executed, ...instance }) => ({
      ...instance,
      ...(isKept(cancelled) && { cancelled }),
      ...(isKept(executed) && { executed }),
    }))
  return instances.length === 0 ? undefined : { ...operation, instances }
}

function lastOf({ instances }: QueuedOperation): LogPosition | undefined {
  const last = instances.at(-1)
  return last?.executed ?? last?.cancelled ?? last?.scheduled
}

function isAfter(position: LogPosition, last: LogPosition | undefined): boolean {
  if (last === undefined) return true
  const blocks = position.blockNumber - last.blockNumber
  return blocks > 0n || (blocks === 0n && position.logIndex > last.logIndex)
}
