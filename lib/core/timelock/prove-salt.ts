import { type Hash, zeroHash } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationKind } from '@/lib/core/timelock/operation'

/** What events tell of an operation of which the salt may not be known. */
export type SaltedSubject = {
  readonly id: Hash
  readonly calls: readonly Call[]
  /** 32 zero bytes, or absent, where there is none. */
  readonly predecessor?: Hash | undefined
}

/** A salt, and which of the two hashes gives the id with it. */
export type ProvenSalt = { readonly kind: OperationKind; readonly salt: Hash }

/**
 * Tells whether a salt from anywhere (an event, calldata, a person) is that of an operation, by recomputing its id. The
 * id proves it, so it does not matter who said so.
 *
 * @returns undefined where neither kind gives the id: the salt is wrong, or calls are missing.
 */
export function proveSalt(
  { id, calls, predecessor = zeroHash }: SaltedSubject,
  salt: Hash,
): ProvenSalt | undefined {
  const kinds: OperationKind[] = calls.length === 1 ? ['single', 'batch'] : ['batch']
  const kind = kinds.find((kind) => hashOperation({ kind, calls, predecessor, salt }) === id)
  return kind && { kind, salt }
}
