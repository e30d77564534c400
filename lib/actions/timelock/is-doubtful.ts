import type { FoldSubject } from '@/lib/actions/timelock/fold-touched'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

/**
 * Whether the events of an operation, as far as they were delivered, leave a gap or do not give its id: then the node may have
 * lost some.
 */
export function isDoubtful(
  { adapter, detection }: FoldSubject,
  { missingCalls, mismatch, salt }: QueuedOperation,
): boolean {
  if (missingCalls !== undefined || mismatch) return true
  return salt === 'unknown' && adapter.tellsSalts?.(detection) === true
}
