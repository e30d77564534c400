import { zeroHash } from 'viem'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { Operation } from '@/lib/core/timelock/operation'

/** An operation of a TimelockController as the queue of all kinds of timelocks lists it. */
export function queuedFromOperation(operation: Operation): QueuedOperation {
  const { timelock, id, calls, missingCalls, mismatch, predecessor, salt, kind, instances } =
    operation
  return {
    timelock,
    kind: 'openzeppelin',
    id,
    calls,
    ...(missingCalls !== undefined && { missingCalls }),
    ...(mismatch && { mismatch }),
    ...(predecessor !== zeroHash && { predecessor }),
    salt,
    encoding: kind,
    instances: instances.map(({ scheduled, eta, cancelled, executed }) => ({
      scheduled,
      eta,
      ...(cancelled && { cancelled }),
      ...(executed && { executed }),
    })),
  }
}
