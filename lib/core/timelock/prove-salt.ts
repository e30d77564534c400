import { type Hash, zeroHash } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { keccakBytes } from '@/lib/core/chain/keccak-bytes'
import { writeHex } from '@/lib/core/chain/write-hex'
import { bytesBeforeSalt, encodeOperation } from '@/lib/core/timelock/hash-operation'
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
export function proveSalt(subject: SaltedSubject, salt: Hash): ProvenSalt | undefined {
  return saltProver(subject).prove(salt)
}

/** Tries salts one after the other. */
export type SaltProver = {
  /** Bytes that are hashed for each salt. */
  readonly cost: number
  readonly prove: (salt: Hash) => ProvenSalt | undefined
}

/** As `proveSalt`, for many salts: the content is encoded once, and only the salt in it changes. */
export function saltProver({ id, calls, predecessor = zeroHash }: SaltedSubject): SaltProver {
  const kinds: OperationKind[] = calls.length === 1 ? ['single', 'batch'] : ['batch']
  const encodings = kinds.map((kind) => ({
    kind,
    bytes: encodeOperation({ kind, calls, predecessor, salt: zeroHash }),
  }))
  return {
    cost: encodings.reduce((sum, { bytes }) => sum + bytes.length, 0),
    prove: (salt) => {
      for (const { kind, bytes } of encodings) {
        if (writeHex(bytes, bytesBeforeSalt, salt) !== 32) return undefined
        if (keccakBytes(bytes) === id) return { kind, salt }
      }
      return undefined
    },
  }
}
