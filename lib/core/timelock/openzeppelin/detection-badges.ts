import { noDelayBadge } from '@/lib/core/timelock/kind/no-delay-badge'
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
    ...noDelayBadge(minDelay),
    ...(isUpgradeable ? [upgradeable] : []),
    ...(hasForeignAdmin ? [foreignAdmin] : []),
  ]
}

const upgradeable: TimelockBadge = {
  id: 'upgradeable',
  severity: 'high',
  title: 'The code of this timelock can be replaced.',
  detail:
    'It stands behind a proxy. Whoever upgrades it changes every rule, the delay among them. See that nobody but the timelock itself can.',
}

const foreignAdmin: TimelockBadge = {
  id: 'foreign-role-admin',
  severity: 'high',
  title: 'A role of its own making decides who proposes.',
  detail:
    'The role that administers proposers is neither of the two that OpenZeppelin gives to admins. Who holds it makes proposers without a delay.',
}
