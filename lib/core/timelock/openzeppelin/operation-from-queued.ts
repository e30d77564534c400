import { zeroHash } from 'viem'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { Operation } from '@/lib/core/timelock/operation'

/** The way back from what all kinds have in common; what only others have is left out. */
export function operationFromQueued({
  timelock,
  id,
  encoding = 'unknown',
  calls,
  predecessor = zeroHash,
  salt = 'unknown',
  instances,
}: QueuedOperation): Operation {
  return {
    timelock,
    id,
    kind: encoding,
    calls,
    predecessor,
    salt,
    instances: instances.map(({ scheduled, eta, cancelled, executed }) => ({
      scheduled,
      delay: eta - scheduled.blockTimestamp,
      eta,
      ...(cancelled && { cancelled }),
      ...(executed && { executed }),
    })),
  }
}
