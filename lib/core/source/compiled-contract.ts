import type { Abi, Hex } from 'viem'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import type { CompilerSettings } from './source-bundle'

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
  readonly astId: number
  readonly name: string
  /** The contract that declares it. */
  readonly contract: string
  /** Its Solidity type, e.g. `address`. */
  readonly type: string
  readonly ranges: readonly CodeRange[]
}

/** A node of solc's AST, in its compact JSON form. Members depend on `nodeType`. */
export type AstNode = {
  readonly id: number
  readonly nodeType: string
  /** `start:length:source index`, in bytes of UTF-8. */
  readonly src: string
  readonly [member: string]: unknown
}

/** What our own compilation of a bundle gave for its contract. */
export type CompiledContract = {
  readonly path: string
  readonly name: string
  readonly compiler: string
  /** As they were compiled with. Undefined where nobody kept them. */
  readonly settings?: CompilerSettings | undefined
  readonly abi: Abi
  /** Undefined for a compiler that does not tell it (before 0.5.13). */
  readonly layout: StorageLayout | undefined
  /** Signature by selector, e.g. `0x8da5cb5b` to `owner()`. */
  readonly selectors: ReadonlyMap<Hex, string>
  /** Places of libraries hold zeros in `bytes`. */
  readonly creationCode: { readonly bytes: Hex; readonly links: readonly LinkReference[] }
  /** Places of libraries and immutables hold zeros in `bytes`. */
  readonly runtimeCode: {
    readonly bytes: Hex
    readonly links: readonly LinkReference[]
    readonly immutables: readonly ImmutableReference[]
  }
  /** Source units by path, each a node of type `SourceUnit`. */
  readonly asts: ReadonlyMap<string, AstNode>
  /** Text by path, as it was compiled; positions of the ASTs point into it. */
  readonly sources: Readonly<Record<string, string>>
  /** Warnings of the compiler, in its words. */
  readonly warnings: readonly string[]
}
