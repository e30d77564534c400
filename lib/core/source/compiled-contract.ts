import type { Abi, Hex } from 'viem'
import type { CompiledCode, CreationCode } from '@/lib/core/bytecode/compiled-code'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import type { CompilerSettings } from './source-bundle'

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
  readonly creationCode: CreationCode
  readonly runtimeCode: CompiledCode
  /** Source units by path, each a node of type `SourceUnit`. */
  readonly asts: ReadonlyMap<string, AstNode>
  /** Text by path, as it was compiled; positions of the ASTs point into it. */
  readonly sources: Readonly<Record<string, string>>
  /** Warnings of the compiler, in its words. */
  readonly warnings: readonly string[]
}
