import type { Hash } from 'viem'

/** A block as the clock and the anchor of facts. `timestamp` is in seconds, as the chain counts. */
export type Block = { readonly number: bigint; readonly hash: Hash; readonly timestamp: bigint }

/** A fact that may not have been readable: a failed read is a fact too, never an empty list. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly reason: string }
