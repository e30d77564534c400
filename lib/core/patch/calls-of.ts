import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { RunCall } from '@/lib/core/patch/run-call'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

/**
 * What a record runs: from the chain where it knows it, else from the bytes to be signed, else from the dossier. Only in
 * the record of an operation do the bytes go to the timelock: elsewhere `schedule` is a function of any contract.
 */
export function callsOf(record: PatchRecord): readonly RunCall[] {
  if (record.live && record.live.operation.calls.length > 0) return record.live.operation.calls
  const lead = leadTransaction(record)
  const scheduled = record.operationId && lead && decodeTimelockCall(lead.transaction.data)
  if (scheduled && scheduled.kind === 'schedule') return scheduled.content.calls
  return lead ? [lead.transaction] : (record.patch?.calls ?? [])
}
