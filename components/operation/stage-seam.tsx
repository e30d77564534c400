import type { ReactNode } from 'react'
import type { Stage } from '@/lib/core/patch/stage'
import { type RailMark, type RailStage, railOf, railStages } from './stage-rail'

const names: Record<RailStage, string> = {
  draft: 'Draft',
  proposed: 'Proposed',
  scheduled: 'Scheduled',
  ready: 'Ready',
  executed: 'Executed',
}

const spoken: Record<RailMark, string> = { done: 'done', now: 'now', todo: 'not yet' }

export type StageSeamProps = {
  stage: Stage
  /** Whether it got as far as the timelock: where the seam of a cancelled patch ends. */
  wasScheduled: boolean
  /** A time or a count below a stage. */
  notes?: Partial<Record<RailStage, ReactNode>> | undefined
}

/** The life of a patch: stitched where it has been, open where it has not. */
export function StageSeam({ stage, wasScheduled, notes = {} }: StageSeamProps) {
  const { marks, beside } = railOf({ stage, wasScheduled })
  return (
    <div className="mb-5">
      <ol className="stage-seam" aria-label="Stage">
        {railStages.map((name) => (
          <li
            key={name}
            className={marks[name]}
            aria-current={marks[name] === 'now' ? 'step' : undefined}
          >
            <i aria-hidden="true" />
            <b>
              {names[name]}
              <span className="sr-only">, {spoken[marks[name]]}</span>
            </b>
            <span>{notes[name]}</span>
          </li>
        ))}
      </ol>
      {beside !== undefined && <p className="mt-2 text-ink-2 text-sm">{beside}</p>}
    </div>
  )
}
