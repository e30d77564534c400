import type { Hex } from 'viem'
import type { OpcodeUse } from './scan-opcodes'

/** A place in storage that the code reaches at a constant slot: a variable, or the slot from which hashes lead on. */
export type StorageUse = {
  readonly slot: bigint
  /** Bytes from the low end of the slot, 0 to 31. */
  readonly offset: number
  /** As the code treats it, e.g. `uint16`, `mapping(address => uint256)`. A guess. */
  readonly type: string
  /** Selectors of the functions that read it, sorted. Code that no selector leads to is not named. */
  readonly reads: readonly Hex[]
  readonly writes: readonly Hex[]
}

/**
 * What runtime code tells without any source. Functions and storage are a lower bound: not every dispatcher is understood
 * and not every path followed. Opcodes are an upper bound.
 */
export type CodeAnalysis = {
  readonly opcodes: readonly OpcodeUse[]
  /** Whether any instruction reads or writes storage. Where none does, there is nothing to miss. */
  readonly touchesStorage: boolean
  /** Selectors that the dispatcher compares calldata with, sorted. */
  readonly selectors: readonly Hex[]
  /** By slot and offset. */
  readonly storage: readonly StorageUse[]
}
