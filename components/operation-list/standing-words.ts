import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'

/** Where an operation stands, in a word or two. */
export const standingWords: Readonly<Record<OperationStanding, string>> = {
  waiting: 'waiting',
  ready: 'ready',
  blocked: 'blocked',
  stale: 'expired',
  executed: 'executed',
  cancelled: 'cancelled',
  passed: 'over',
  unset: 'not held',
  unknown: 'not known',
}
