import type { Address, Hex } from 'viem'

/** An immutable as it stands in the code on the chain. */
export type ImmutableValue = {
  readonly name: string
  readonly contract: string
  readonly type: string
  /** 32 bytes. Of several copies that differ, the first. */
  readonly value: Hex
  /** False where the copies of one immutable hold different values: no compiler writes that. */
  readonly consistent: boolean
}

/** A library as it is linked in the code on the chain. */
export type LinkedLibrary = {
  readonly path: string
  readonly library: string
  readonly address: Address
  readonly consistent: boolean
}

/**
 * What comparing the code on the chain with our own compilation gave.
 *
 * - `exact`: every byte, apart from immutables and libraries, and with them a hash of the sources as they are.
 * - `metadata-only`: all that runs. Comments, names and paths are not proved: the metadata differs or holds no hash.
 * - `mismatch`: other code. `firstDifference` counts bytes from the start.
 */
export type Verification =
  | {
      readonly match: 'exact' | 'metadata-only'
      readonly immutables: readonly ImmutableValue[]
      readonly libraries: readonly LinkedLibrary[]
    }
  | { readonly match: 'mismatch'; readonly firstDifference: number; readonly detail: string }
