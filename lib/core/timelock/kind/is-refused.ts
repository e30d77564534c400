import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { ChainStanding } from '@/lib/core/timelock/kind/timelock-adapter'

/**
 * Whether the contract said that it would refuse an operation, however long it has waited. Of one with a predecessor this is
 * not kept: whether that is done is known by itself, and sooner.
 */
export function isRefused(
  { predecessor }: Pick<QueuedOperation, 'predecessor'>,
  { standing, waitsFor, refused }: ChainStanding,
): boolean {
  if (predecessor !== undefined) return false
  return standing === 'blocked' || waitsFor !== undefined || refused === true
}
