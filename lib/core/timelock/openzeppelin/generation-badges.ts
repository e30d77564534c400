import type { TimelockBadge } from '@/lib/core/timelock/kind/timelock-detection'
import type { Generation } from '@/lib/core/timelock/openzeppelin/generations'

/** What follows from the generation alone: known vulnerabilities, and what its users have to know. */
export function generationBadges(generation: Generation): TimelockBadge[] {
  return [...escalationBadges(generation), ...quirks(generation)]
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
