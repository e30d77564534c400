import type { SeamMark } from '@/components/operation/seam'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'

/** What every operation passes if nothing goes wrong. */
export const operationStages = ['scheduled', 'ready', 'executed'] as const
export type OperationStage = (typeof operationStages)[number]

export type StagesOfOperation = {
  readonly marks: Readonly<Record<OperationStage, SeamMark>>
  /** What marks cannot show, in words. */
  readonly beside: string | undefined
}

const again = 'unless it is scheduled again'

/**
 * How far an operation has come. One that ended early stays where it got to, as patches do, and words say how it ended.
 */
export function stagesOf(standing: OperationStanding): StagesOfOperation {
  switch (standing) {
    // What keeps a blocked one is said beside its title.
    case 'waiting':
    case 'blocked':
      return { marks: atScheduled, beside: undefined }
    case 'ready':
      return { marks: atReady, beside: undefined }
    case 'executed':
      return { marks: { scheduled: 'done', ready: 'done', executed: 'now' }, beside: undefined }
    case 'stale':
      return {
        marks: atReady,
        beside: `Expired: its time is over, and it cannot be executed ${again}.`,
      }
    case 'cancelled':
      return { marks: atScheduled, beside: `Cancelled. Nothing more happens ${again}.` }
    case 'passed':
      return {
        marks: atScheduled,
        beside: 'Over: the timelock has gone on past it, and it cannot be executed any more.',
      }
    case 'unset':
      return {
        marks: atScheduled,
        beside: `The contract does not hold it: it cannot be executed ${again}.`,
      }
    case 'unknown':
      return { marks: atScheduled, beside: 'What became of it is not known.' }
  }
}

const atScheduled = { scheduled: 'now', ready: 'todo', executed: 'todo' } as const
const atReady = { scheduled: 'done', ready: 'now', executed: 'todo' } as const
