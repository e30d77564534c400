import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'

/** Kinds of timelocks as readers know them. */
export const kindNames: Readonly<Record<TimelockKind, string>> = {
  openzeppelin: 'OpenZeppelin TimelockController',
  compound: 'Compound Timelock',
  'zodiac-delay': 'Zodiac Delay',
  'access-manager': 'OpenZeppelin AccessManager',
  'chainlink-rbac': 'Chainlink RBACTimelock',
  'ds-pause': 'Maker DSPause',
}
