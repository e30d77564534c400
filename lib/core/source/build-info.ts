import type { CompilerInput } from './compiler-input'

/** A contract as a build-info tells it. Nothing of it is proven: whoever wrote the file may have written anything. */
export type BuiltContract = {
  readonly path: string
  readonly name: string
  /**
   * Runtime code in hex without 0x, as solc writes it: placeholders stand where libraries are linked. Undefined where the
   * build-info has no output.
   */
  readonly runtimeCode?: string | undefined
  /** Bytes of the runtime code that are filled after compiling: immutables and libraries. */
  readonly filled: readonly { readonly start: number; readonly length: number }[]
}

/** A run of a compiler as Foundry and Hardhat keep it: what went in, and, where they keep it, what came out. */
export type BuildInfo = {
  /** Undefined where the file does not tell it, as a standard JSON input does not. */
  readonly compiler: string | undefined
  readonly input: CompilerInput
  /** Empty where nothing is known of the output. */
  readonly contracts: readonly BuiltContract[]
}
