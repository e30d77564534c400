import { type Hash, zeroHash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { QueuedInstance, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { TimelockStep } from '@/lib/core/timelock/openzeppelin/timelock-step'
import { inChainOrder } from '@/lib/core/timelock/timelock-log'

type Scheduled = Extract<TimelockStep['call'], { kind: 'schedule' }>

/**
 * The operations of which no event tells: batches without calls. They can be scheduled, cancelled and executed like any
 * other, and something may wait for one as its predecessor.
 *
 * @param parameters.steps Calls that the timelock took, in any order, from transactions that succeeded.
 */
export function foldInvisible({
  timelock,
  steps,
}: {
  timelock: ChainAddress
  steps: readonly TimelockStep[]
}): QueuedOperation[] {
  const operations = new Map<Hash, QueuedOperation>()
  for (const step of inChainOrder(steps)) {
    const { call, position } = step
    const operation = operations.get(call.id)
    if (call.kind === 'schedule') {
      if (call.content.calls.length > 0) continue
      operations.set(call.id, schedule({ timelock, call, operation, position }))
    } else if (operation) {
      const what = call.kind === 'cancel' ? 'cancelled' : 'executed'
      operations.set(call.id, { ...operation, instances: close(operation, { [what]: position }) })
    }
  }
  return [...operations.values()]
}

function schedule({
  timelock,
  call,
  operation,
  position,
}: {
  timelock: ChainAddress
  call: Scheduled
  operation: QueuedOperation | undefined
  position: TimelockStep['position']
}): QueuedOperation {
  const { predecessor, salt } = call.content
  return {
    timelock,
    kind: 'openzeppelin',
    id: call.id,
    calls: [],
    ...(predecessor !== zeroHash && { predecessor }),
    salt,
    encoding: 'batch',
    instances: [
      ...(operation?.instances ?? []),
      { scheduled: position, eta: position.blockTimestamp + call.delay },
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
