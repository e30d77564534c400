import type { Stage } from '@/lib/core/patch/stage'
import type { SeamMark } from './seam'

/** The stages every patch passes if nothing goes wrong. */
export const railStages = ['draft', 'proposed', 'scheduled', 'ready', 'executed'] as const
export type RailStage = (typeof railStages)[number]

export type Rail = {
  readonly marks: Readonly<Record<RailStage, SeamMark>>
  /** What the rail itself cannot show, in words. */
  readonly beside: string | undefined
}

/**
 * How far the seam is closed. A stage outside of the rail keeps the seam where it got to; `reached` says where that
 * is for patches that ended early.
 */
export function railOf({ stage, wasScheduled }: { stage: Stage; wasScheduled: boolean }): Rail {
  switch (stage) {
    case 'draft':
    case 'proposed':
    case 'scheduled':
    case 'ready':
      return { marks: marksAt(stage), beside: undefined }
    case 'executed':
      return { marks: marksAt('executed'), beside: undefined }
    case 'blocked':
      return { marks: marksAt('scheduled'), beside: 'Blocked: its predecessor must be done first.' }
    case 'cancelled':
      return {
        marks: marksAt(wasScheduled ? 'scheduled' : 'proposed', 'ended'),
        beside: 'Cancelled. Nothing more happens unless it is scheduled again.',
      }
    case 'superseded':
      return {
        marks: marksAt(wasScheduled ? 'scheduled' : 'proposed', 'ended'),
        beside: 'Superseded: another one took its place.',
      }
    case 'rolled-back':
      return { marks: marksAt('executed', 'ended'), beside: 'Rolled back after it was executed.' }
  }
}

function marksAt(stage: RailStage, here: 'now' | 'ended' = 'now'): Record<RailStage, SeamMark> {
  const at = railStages.indexOf(stage)
  const mark = (other: RailStage): SeamMark => {
    const index = railStages.indexOf(other)
    if (index === at) return here
    return index < at ? 'done' : 'todo'
  }
  return {
    draft: mark('draft'),
    proposed: mark('proposed'),
    scheduled: mark('scheduled'),
    ready: mark('ready'),
    executed: mark('executed'),
  }
}
