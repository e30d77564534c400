import type { SeamMark } from '@/components/operation/seam'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'

/** What every operation passes if nothing goes wrong. */
export const operationStages = ['scheduled', 'ready', 'executed'] as const
export type OperationStage = (typeof operationStages)[number]

type Marks = Readonly<Record<OperationStage, SeamMark>>

const atScheduled: Marks = { scheduled: 'now', ready: 'todo', executed: 'todo' }
const atReady: Marks = { scheduled: 'done', ready: 'now', executed: 'todo' }
const endedScheduled: Marks = { scheduled: 'ended', ready: 'todo', executed: 'todo' }
const endedReady: Marks = { scheduled: 'done', ready: 'ended', executed: 'todo' }
const atExecuted: Marks = { scheduled: 'done', ready: 'done', executed: 'now' }

/**
 * How far an operation has come. One that ended early stays where it got to, as patches do; what keeps a blocked one is said
 * beside its title. Undefined where nothing tells.
 */
export const stagesOf: Readonly<Record<OperationStanding, Marks | undefined>> = {
  waiting: atScheduled,
  blocked: atScheduled,
  cancelled: endedScheduled,
  ready: atReady,
  stale: endedReady,
  executed: atExecuted,
  passed: undefined,
  unset: undefined,
  unknown: undefined,
}
