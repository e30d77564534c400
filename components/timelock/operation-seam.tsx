import { Seam } from '@/components/operation/seam'
import { type ChainClock, chainSeconds } from '@/components/time/chain-clock'
import { formatUtc, isoUtc } from '@/components/time/format-time'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import { type OperationStage, operationStages, stagesOf } from './operation-stages'

const names: Record<OperationStage, string> = {
  scheduled: 'Scheduled',
  ready: 'Ready',
  executed: 'Executed',
}

/** Beyond any calendar. */
const lastDate = 100_000_000_000n

export type OperationSeamProps = {
  page: Pick<ListedOperation, 'standing' | 'scheduled' | 'due' | 'expires' | 'executed'>
  clock: ChainClock | undefined
}

/** The life of an operation as the timelock tells it, with its times. */
export function OperationSeam({ page, clock }: OperationSeamProps) {
  const { standing, scheduled, due, expires, executed } = page
  const { marks, beside } = stagesOf(standing)
  const now = clock && chainSeconds(clock)
  const timeOf = (seconds: bigint) => (
    <time dateTime={isoUtc(Number(seconds))}>{formatUtc(Number(seconds), { now })}</time>
  )
  const isOver = marks.executed !== 'todo' || beside !== undefined
  // Of one that ended before, its time says nothing.
  const wasReady = marks.ready !== 'todo' || beside === undefined
  const notes = {
    scheduled: timeOf(scheduled.timestamp),
    ready: wasReady && due < lastDate && timeOf(due),
    executed: executed
      ? timeOf(executed.timestamp)
      : expires !== undefined && !isOver && <>before {timeOf(expires)}</>,
  }
  const steps = operationStages.map((stage) => ({
    name: names[stage],
    mark: marks[stage],
    note: notes[stage],
  }))
  return <Seam steps={steps} beside={beside} />
}
