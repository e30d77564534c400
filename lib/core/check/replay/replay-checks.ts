import type { Check } from '@/lib/core/check/check'
import { gasKept } from './gas-kept'
import { mutationsKept } from './mutations-kept'
import { judgeGroups } from './replay-evidence'

/**
 * DR-01. Whether what users did would have come to the same.
 *
 * @internal
 */
export const sameEffect: Check<'replay'> = {
  id: 'DR-01',
  title: 'Past transactions have the same effect',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  needs: ['replay'],
  incident:
    'Compound proposal 62, 2021-09-29: `>` in the place of `>=`, and the same claims paid 80 million too much.',
  remedy: 'Look at what differs, and announce in the configuration what is meant.',
  run: ({ replay }) =>
    judgeGroups(replay, {
      groups: replay.groups.filter(({ outcome }) => outcome === 'different'),
      noun: 'have another effect',
    }),
}

/**
 * DR-02. Whether what was refused stays refused.
 *
 * @internal
 */
export const nothingNewlySucceeds: Check<'replay'> = {
  id: 'DR-02',
  title: 'Nothing that reverted succeeds',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['replay'],
  incident:
    'Nomad, 2022-08-01, 190 million: since an upgrade messages went through that nobody had proved.',
  remedy: 'Find the check that is gone or passes now; announce in the configuration what is meant.',
  run: ({ replay }) =>
    judgeGroups(replay, {
      groups: replay.groups.filter(({ outcome }) => outcome === 'newly succeeds'),
      noun: 'reverted and would succeed',
    }),
}

/**
 * DR-03. Whether what users could do can still be done.
 *
 * @internal
 */
export const nothingNewlyReverts: Check<'replay'> = {
  id: 'DR-03',
  title: 'Nothing that succeeded reverts',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['replay'],
  incident:
    'Compound proposal 117, 2022-08-30: the new oracle reverted for ether, and 830 million stood still for a week.',
  remedy: 'Find what reverts; announce in the configuration what is meant, the attack among it.',
  run: ({ replay }) =>
    judgeGroups(replay, {
      groups: replay.groups.filter(({ outcome }) => outcome === 'newly reverts'),
      noun: 'succeeded and would revert',
    }),
}

/** The checks DR-*, in the order of the catalogue. */
export const replayChecks: readonly Check[] = [
  sameEffect,
  nothingNewlySucceeds,
  nothingNewlyReverts,
  gasKept,
  mutationsKept,
]
