import type { Hex } from 'viem'

/** An opcode that a reviewer wants to know of, with the offsets at which it is really an instruction. */
export type OpcodeUse = { readonly opcode: string; readonly offsets: readonly number[] }

/** A function as the dispatcher of the code shows it, without any source. A lower bound: not all dispatchers are read. */
export type DispatchedFunction = {
  readonly selector: Hex
  /** As the code suggests, e.g. `address,uint256`. A guess. */
  readonly arguments: string
  readonly mutability: 'payable' | 'nonpayable' | 'view' | 'pure'
}

/** A place in storage that the code reads or writes at a constant slot. A guess of its type. */
export type StorageUse = {
  readonly slot: bigint
  readonly offset: number
  readonly type: string
  readonly reads: readonly Hex[]
  readonly writes: readonly Hex[]
}

/** What is read from runtime code alone. */
export type CodeAnalysis = {
  readonly opcodes: readonly OpcodeUse[]
  readonly functions: readonly DispatchedFunction[]
  readonly storage: readonly StorageUse[]
  /** Length of the CBOR metadata with its two length bytes; 0 where there is none. */
  readonly metadataLength: number
}
