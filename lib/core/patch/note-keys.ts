import type { Hash } from 'viem'
import { transactionsOf } from '@/lib/core/patch/find-record'
import type { PatchRecord } from '@/lib/core/patch/patch-record'

/**
 * All by which a record is addressed, or was before more became known of it: a note that was written when only the Safe
 * transaction was known is still there once there is an operation, or a dossier.
 */
export function noteKeys(record: PatchRecord): Hash[] {
  const { key, operationId } = record
  const hashes = transactionsOf(record).map(({ safeTxHash }) => safeTxHash)
  return [...new Set([key, ...(operationId ? [operationId] : []), ...hashes])]
}
