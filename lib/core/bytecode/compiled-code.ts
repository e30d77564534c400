import type { Hex } from 'viem'

/** A place in the code that is filled after compiling: bytes from the start of the code. */
export type CodeRange = { readonly start: number; readonly length: number }

/** A library whose address is filled in at linking. */
export type LinkReference = {
  readonly path: string
  readonly library: string
  readonly ranges: readonly CodeRange[]
}

/** An immutable, by the id of its declaration in the AST, with every place that its value is copied to. */
export type ImmutableReference = {
  /** -1 for what the compiler itself adds: the address of a library in its own code. */
  readonly astId: number
  readonly name: string
  /** The contract that declares it. */
  readonly contract: string
  /** Its Solidity type, e.g. `address`. */
  readonly type: string
  readonly ranges: readonly CodeRange[]
}

/** Code that runs once. Places of libraries hold zeros, or the address where the settings link them. */
export type CreationCode = { readonly bytes: Hex; readonly links: readonly LinkReference[] }

/** Code that stands on the chain. Places of libraries are as in creation code, those of immutables hold zeros. */
export type CompiledCode = CreationCode & { readonly immutables: readonly ImmutableReference[] }
