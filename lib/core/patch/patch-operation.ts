import type { Hash } from 'viem'
import type { Patch } from '@/lib/core/patch/patch'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'

/**
 * The one operation that a patch can be scheduled as: its calls in order, its digest as the salt. One call is a
 * single, more are a batch; fixing this makes the operation id a function of the dossier alone.
 */
export function patchOperation(
  patch: Pick<Patch, 'calls' | 'predecessor' | 'digest'>,
): OperationContent & { readonly id: Hash } {
  const content: OperationContent = {
    kind: patch.calls.length === 1 ? 'single' : 'batch',
    calls: patch.calls,
    predecessor: patch.predecessor,
    salt: patch.digest,
  }
  return { ...content, id: hashOperation(content) }
}
