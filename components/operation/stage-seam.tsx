import type { ReactNode } from 'react'
import type { Stage } from '@/lib/core/patch/stage'
import { Seam } from './seam'
import { type RailStage, railOf, railStages } from './stage-rail'

const names: Record<RailStage, string> = {
  draft: 'Draft',
  proposed: 'Proposed',
  scheduled: 'Scheduled',
  ready: 'Ready',
  executed: 'Executed',
}

export type StageSeamProps = {
  stage: Stage
  /** Whether it got as far as the timelock: where the seam of a cancelled patch ends. */
  wasScheduled: boolean
  /** A time or a count below a stage. */
  notes?: Partial<Record<RailStage, ReactNode>> | undefined
}

/** The life of a patch. */
export function StageSeam({ stage, wasScheduled, notes = {} }: StageSeamProps) {
  const { marks, beside } = railOf({ stage, wasScheduled })
  const steps = railStages.map((each) => ({
    name: names[each],
    mark: marks[each],
    note: notes[each],
  }))
  return <Seam steps={steps} beside={beside} />
}
