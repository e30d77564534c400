import { Seam } from '@/components/operation/seam'
import { StageTime } from '@/components/operation/stage-time'
import { type ChainClock, chainSeconds } from '@/components/time/chain-clock'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import { type OperationStage, operationStages, stagesOf } from './operation-stages'
import { standingMeanings } from './standing-meanings'

const names: Record<OperationStage, string> = {
  scheduled: 'Scheduled',
  ready: 'Ready',
  executed: 'Executed',
}

/** Beyond any calendar. */
const lastDate = 100_000_000_000n

export type OperationSeamProps = {
  page: Pick<
    ListedOperation,
    'standing' | 'scheduled' | 'due' | 'expires' | 'cancelled' | 'executed'
  >
  clock: ChainClock | undefined
}

/** The life of an operation as the timelock tells it, with its times; in words where it ended early, or nothing tells. */
export function OperationSeam({ page, clock }: OperationSeamProps) {
  const { standing, scheduled, due, expires, cancelled, executed } = page
  const marks = stagesOf[standing]
  if (!marks) return <p className="mb-5 text-ink-2 text-sm">{standingMeanings[standing]}</p>
  const now = clock && chainSeconds(clock)
  const timeOf = (seconds: bigint) => <StageTime at={seconds} now={now} />
  const isOpen = standing === 'waiting' || standing === 'blocked' || standing === 'ready'
  const notes = {
    scheduled: timeOf(scheduled.timestamp),
    // Of one that was cancelled, the time at which it would have been says nothing.
    ready: standing !== 'cancelled' && due < lastDate && timeOf(due),
    executed: executed
      ? timeOf(executed.timestamp)
      : isOpen && expires !== undefined && <>before {timeOf(expires)}</>,
  }
  const steps = operationStages.map((stage) => ({
    name: names[stage],
    mark: marks[stage],
    note: notes[stage],
  }))
  return (
    <Seam
      steps={steps}
      beside={
        standing === 'cancelled' ? (
          <>
            Cancelled{cancelled && <> {timeOf(cancelled.timestamp)}</>}. Nothing more happens unless
            it is scheduled again.
          </>
        ) : (
          standingMeanings[standing]
        )
      }
    />
  )
}
