import type { Hash } from 'viem'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { Operation, OperationKind } from '@/lib/core/timelock/operation'

/**
 * Tells the kind and salt of an operation by recomputing its id with a salt from anywhere: an event, calldata, a
 * person. The id proves them, so it does not matter who said so.
 *
 * @returns undefined where neither kind gives the id: the salt is wrong, or calls are missing.
 */
export function identifyOperation(
  operation: Operation,
  salt: Hash,
): (Operation & { readonly kind: OperationKind; readonly salt: Hash }) | undefined {
  const { id, calls, predecessor } = operation
  const kinds: OperationKind[] = calls.length === 1 ? ['single', 'batch'] : ['batch']
  const kind = kinds.find((kind) => hashOperation({ kind, calls, predecessor, salt }) === id)
  return kind && { ...operation, kind, salt }
}
