import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'

/** Whether a patch waits for something: for signatures, its delay, a predecessor, somebody who executes it. */
export function isWatched(record: PatchRecord): boolean {
  switch (record.stage) {
    case 'scheduled':
    case 'ready':
    case 'blocked':
      return record.live !== undefined
    case 'proposed':
      return leadTransaction(record)?.outcome.status === 'pending'
    default:
      return false
  }
}
