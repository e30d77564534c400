/**
 * Where an operation stands. *Blocked* is ours: its time has come, yet its predecessor is not done, or the contract would refuse
 * it. *Stale* is Compound's word for what expired without having been executed. *Passed* is over, and nothing tells whether it
 * was executed or skipped. *Unknown*: nothing that could be asked tells.
 */
export const operationStandings = [
  'waiting',
  'ready',
  'blocked',
  'stale',
  'executed',
  'cancelled',
  'passed',
  'unset',
  'unknown',
] as const

export type OperationStanding = (typeof operationStandings)[number]
