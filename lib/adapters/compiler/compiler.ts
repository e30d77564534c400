import { resolve } from 'node:path'
import { createTurns, type TakeTurn } from '@/lib/adapters/confined/turns'

/** Bounds of one compilation. */
export type CompilerLimits = {
  readonly seconds: number
  /** Megabytes of the heap, and of the memory of WebAssembly, each. */
  readonly memory: number
  /** Characters of all sources together. */
  readonly sources: number
  /** Bytes of the answer. */
  readonly output: number
  /** Bytes of the answers that are kept on disk, compressed. */
  readonly kept: number
}

/** Where compilers and what they said are kept, and how much they may use. */
export type Compiler = {
  readonly directory: string
  readonly limits: CompilerLimits
  readonly takeTurn: TakeTurn
}

export type CreateCompilerParameters = {
  /** A folder that is ours alone, made when it is needed. */
  readonly directory: string
  /** Compilations at one time; the rest wait. Each takes a processor. */
  readonly concurrency?: number | undefined
  readonly limits?: Partial<CompilerLimits> | undefined
}

const usual: CompilerLimits = {
  seconds: 300,
  memory: 1_024,
  sources: 5_000_000,
  output: 256_000_000,
  kept: 256_000_000,
}

/** What the compiler actions take. Starts nothing. */
export function createCompiler({
  directory,
  concurrency = 1,
  limits,
}: CreateCompilerParameters): Compiler {
  return {
    directory: resolve(directory),
    limits: { ...usual, ...limits },
    takeTurn: createTurns(concurrency),
  }
}
