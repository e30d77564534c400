import type { TimelockBadge } from '@/lib/core/timelock/kind/timelock-detection'
import type { Generation } from '@/lib/core/timelock/openzeppelin/generations'

/**
 * What can be said of a timelock before anyone asks who holds its roles.
 *
 * @param parameters.minDelay Seconds.
 * @param parameters.hasForeignAdmin Whether a role other than the admins' grants that of proposers.
 */
export function generationBadges(parameters: {
  generation: Generation
  minDelay: bigint
  isUpgradeable: boolean
  hasForeignAdmin: boolean
}): TimelockBadge[] {
  const { generation, minDelay, isUpgradeable, hasForeignAdmin } = parameters
  return [
    ...escalationBadges(generation),
    ...(minDelay === 0n ? [noDelay] : []),
    ...(isUpgradeable ? [upgradeable] : []),
    ...(hasForeignAdmin ? [foreignAdmin] : []),
    ...quirks(generation),
  ]
}

const advisory =
  'CVE-2021-39167 (GHSA-fg47-3c2x-m2wr; of the upgradeable package CVE-2021-39168, GHSA-vrw4-w73r-6mm8) concerns 3.3.0 to 3.4.1 and 4.0.0 to 4.3.0; 3.4.2 and 4.3.1 mend it.'

function escalationBadges({ checksBeforeCalls }: Generation): TimelockBadge[] {
  switch (checksBeforeCalls) {
    case 'yes':
      return []
    case 'no':
      return [
        {
          id: 'executor-escalation',
          severity: 'critical',
          title: 'Whoever executes can take over this timelock at once.',
          detail: `It runs the calls of an operation before it looks whether the operation is ready. ${advisory} Move everything it owns to another timelock; until then nobody but proposers should be executor.`,
        },
      ]
    case 'unknown':
      return [
        {
          id: 'executor-escalation-possible',
          severity: 'high',
          title: 'Whoever executes may be able to take over this timelock at once.',
          detail: `Nothing tells whether it is of a version before the fix. ${advisory} A trial execution in the name of an executor tells.`,
        },
      ]
  }
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

const foreignAdmin: TimelockBadge = {
  id: 'foreign-role-admin',
  severity: 'high',
  title: 'A role of its own making decides who proposes.',
  detail:
    'The role that administers proposers is neither of the two that OpenZeppelin gives to admins. Who holds it makes proposers without a delay.',
}

function quirks({ hasCancellers, tellsSalts, tellsReasons }: Generation): TimelockBadge[] {
  return [
    ...(hasCancellers === 'no' ? [proposersCancel] : []),
    ...(tellsSalts === 'no' ? [saltUntold] : []),
    ...(tellsReasons === 'no' ? [reasonUntold] : []),
  ]
}

const proposersCancel: TimelockBadge = {
  id: 'proposers-cancel',
  severity: 'low',
  title: 'Whoever proposes also cancels.',
  detail:
    'Before 4.6 there is no role for those who only cancel, so no guardian without the power to propose.',
}

const saltUntold: TimelockBadge = {
  id: 'salt-untold',
  severity: 'low',
  title: 'No event tells the salt of an operation.',
  detail:
    'Before 4.9 the salt, without which nobody can execute, is found in the transaction that scheduled the operation, in a trace of it, or nowhere.',
}

const reasonUntold: TimelockBadge = {
  id: 'revert-reason-swallowed',
  severity: 'low',
  title: 'Why a call fails is not told.',
  detail:
    'Before 5.0 every call that reverts ends in "underlying transaction reverted". Only a trace shows the reason.',
}
