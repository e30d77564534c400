import type { TimelockBadge } from '@/lib/core/timelock/kind/timelock-detection'

/** Warns where a timelock waits for nothing. */
export function noDelayBadge(delay: bigint): readonly TimelockBadge[] {
  if (delay > 0n) return []
  return [
    {
      id: 'no-delay',
      severity: 'high',
      title: 'It delays nothing.',
      detail:
        'Its delay is zero: what is scheduled can be executed in the same second, and nobody can look at it before.',
    },
  ]
}
