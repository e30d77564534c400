import { commonBadges } from '@/lib/core/timelock/kind/common-badges'
import type { TimelockBadge } from '@/lib/core/timelock/kind/timelock-detection'

/**
 * What can be said of a timelock of any generation before anyone asks who holds its roles.
 *
 * @param parameters.minDelay Seconds.
 * @param parameters.hasForeignAdmin Whether a role other than the admins' grants that of proposers.
 */
export function detectionBadges(parameters: {
  minDelay: bigint
  isUpgradeable: boolean
  hasForeignAdmin: boolean
}): TimelockBadge[] {
  const { minDelay, isUpgradeable, hasForeignAdmin } = parameters
  return [
    ...commonBadges({ delay: minDelay, isUpgradeable }),
    ...(hasForeignAdmin ? [foreignAdmin] : []),
  ]
}

const foreignAdmin: TimelockBadge = {
  id: 'foreign-role-admin',
  severity: 'high',
  title: 'A role of its own making decides who proposes.',
  detail:
    'The role that administers proposers is neither of the two that OpenZeppelin gives to admins. Who holds it makes proposers without a delay.',
}
