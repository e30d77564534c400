import type { ReactNode } from 'react'
import type { RailStage } from '@/components/operation/stage-rail'
import { StageTime } from '@/components/operation/stage-time'
import type { SignatureProgress } from '@/components/safe/signature-progress'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { etaOf, executedAt } from './record-facts'

export type StageNotesParameters = {
  record: PatchRecord
  /** Of the Safe transaction that collects signatures. */
  progress?: SignatureProgress | undefined
  /** Seconds since the epoch by the chain's clock. */
  now?: bigint | undefined
}

/** What stands below the stages of a patch: its signatures, and the times that are known of it. */
export function stageNotes({
  record,
  progress,
  now,
}: StageNotesParameters): Partial<Record<RailStage, ReactNode>> {
  const { stage, live } = record
  const at = (seconds: bigint | undefined) =>
    seconds === undefined ? undefined : <StageTime at={seconds} now={now} />
  const isEnded = stage === 'cancelled' || stage === 'superseded'
  // A delay that nobody waits for any more tells nothing.
  const due = isEnded ? undefined : etaOf(record)
  const wasExecuted = stage === 'executed' || stage === 'rolled-back'
  return {
    proposed: progress && `${progress.signed} of ${progress.threshold ?? 'unknown'} signatures`,
    scheduled: at(live?.operation.instances.at(-1)?.scheduled.blockTimestamp),
    ready: stage === 'blocked' && due !== undefined ? <>not before {at(due)}</> : at(due),
    executed: at((wasExecuted && executedAt(record)) || undefined),
  }
}
