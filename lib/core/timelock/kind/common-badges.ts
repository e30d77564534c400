import type { CodeBehind } from '@/lib/core/timelock/kind/code-behind'
import type { TimelockBadge } from '@/lib/core/timelock/kind/timelock-detection'

/**
 * What can be said of a timelock of any kind.
 *
 * @param parameters.delay Seconds; undefined where the kind has no one delay.
 */
export function commonBadges({
  delay,
  isUpgradeable,
}: {
  delay?: bigint | undefined
  isUpgradeable: boolean
}): TimelockBadge[] {
  return [...(delay === 0n ? [noDelay] : []), ...(isUpgradeable ? [upgradeable] : [])]
}

/** Whether whoever points the address elsewhere changes its rules. */
export function canBeUpgraded(behind: CodeBehind | undefined): boolean {
  return behind !== undefined && !behind.isFixed
}

const noDelay: TimelockBadge = {
  id: 'delay-zero',
  severity: 'high',
  title: 'There is no minimum delay.',
  detail:
    'What is scheduled can be executed in the same block: nobody has time to look or to leave.',
}

const upgradeable: TimelockBadge = {
  id: 'upgradeable',
  severity: 'high',
  title: 'The code of this timelock can be replaced.',
  detail:
    'It stands behind a proxy. Whoever upgrades it changes every rule, the delay among them. See that nobody but the timelock itself can.',
}
