import type { PatchRecord } from '@/lib/core/patch/patch-record'

/** A cancellation or an execution that was proposed as a Safe transaction is signed here too. */
export function namedTransaction(record: PatchRecord, tx: string | string[] | undefined) {
  const { schedules, executions, cancellations, others } = record
  return [...schedules, ...executions, ...cancellations, ...others].find(
    ({ safeTxHash }) => safeTxHash === tx,
  )
}
