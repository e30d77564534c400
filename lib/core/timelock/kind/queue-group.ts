import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'

/** The groups of the queue, by what can be done now, in their order. */
export const queueGroups = [
  'ready',
  'overlooked',
  'blocked',
  'waiting',
  'stale',
  'unclear',
  'executed',
  'cancelled',
] as const

/** *Overlooked* was ready for a week and more, and nobody executed it. *Unclear*: the contract does not say what became of it. */
export type QueueGroupName = (typeof queueGroups)[number]

/** Seconds after which what is ready counts as overlooked. */
export const overlookedAfter = 7n * 86_400n

/** Where the operations of a group stand. */
export const standingsOf: Readonly<Record<QueueGroupName, readonly OperationStanding[]>> = {
  ready: ['ready'],
  overlooked: ['ready'],
  blocked: ['blocked'],
  waiting: ['waiting'],
  stale: ['stale'],
  unclear: ['passed', 'unset', 'unknown'],
  executed: ['executed'],
  cancelled: ['cancelled'],
}
