import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'

/** What it means where an operation stands, if a word does not say it. */
export const standingMeanings: Readonly<Partial<Record<OperationStanding, string>>> = {
  stale: 'Nobody executed it in time. It cannot be executed any more.',
  passed: 'It is over; whether it was executed or skipped, nothing tells.',
  unset: 'The contract does not hold it.',
  unknown: 'Nothing that could be asked tells.',
}
