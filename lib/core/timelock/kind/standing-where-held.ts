import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { standingByTime } from '@/lib/core/timelock/kind/standing-by-time'
import type { ChainStanding } from '@/lib/core/timelock/kind/timelock-adapter'

/**
 * Where an operation stands at a timelock that only keeps whether it holds it: what became of one that it does not hold
 * any more is told by events, where they tell it.
 *
 * @param parameters.held What the contract answers.
 * @param parameters.now Time of the block, seconds since the epoch.
 */
export function standingWhereHeld({
  operation,
  held,
  now,
}: {
  operation: QueuedOperation
  held: boolean
  now: bigint
}): ChainStanding {
  const last = operation.instances.at(-1)
  if (last === undefined) return { standing: held ? 'unknown' : 'unset' }
  const { eta, expires, executed, cancelled } = last
  const closed = executed ? 'executed' : cancelled ? 'cancelled' : undefined
  if (held) {
    const incident = `Its events say that it was ${closed}, yet the contract holds it still.`
    return { standing: standingByTime({ eta, expires, now }), eta, ...(closed && { incident }) }
  }
  if (closed) return { standing: closed, eta }
  return {
    standing: 'passed',
    eta,
    incident: 'The contract does not hold it any more, and no event tells why.',
  }
}
