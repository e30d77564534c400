import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'

/**
 * Where an operation that is queued stands by the clock of the chain alone. Both limits are included.
 *
 * @param parameters.now Time of the block, seconds since the epoch.
 */
export function standingByTime({
  eta,
  expires,
  now,
}: {
  eta: bigint
  expires?: bigint | undefined
  now: bigint
}): Extract<OperationStanding, 'waiting' | 'ready' | 'stale'> {
  if (now < eta) return 'waiting'
  return expires !== undefined && now > expires ? 'stale' : 'ready'
}
