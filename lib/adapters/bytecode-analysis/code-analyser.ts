import { resolve } from 'node:path'
import { createTurns, type TakeTurn } from '@/lib/adapters/confined/turns'

/** Bounds of one analysis. */
export type AnalysisLimits = {
  readonly seconds: number
  /** Megabytes of the heap, and of the memory of WebAssembly, each. */
  readonly memory: number
  /** Bytes of the code. */
  readonly code: number
  /** Bytes of the answer. */
  readonly output: number
  /** Answers that are kept on disk. */
  readonly kept: number
}

/** Where analyses are kept, and how much each may use. They are made one at a time, since each takes a processor. */
export type CodeAnalyser = {
  readonly directory: string
  readonly limits: AnalysisLimits
  readonly takeTurn: TakeTurn
}

export type CreateCodeAnalyserParameters = {
  /** A folder that is ours alone, made when it is needed. */
  readonly directory: string
  readonly limits?: Partial<AnalysisLimits> | undefined
}

/** Chains allow 24,576 bytes; those that allow more stay below 131,072. */
const usual: AnalysisLimits = {
  seconds: 30,
  memory: 256,
  code: 131_072,
  output: 16_000_000,
  kept: 2_000,
}

/** What `analyseCode` takes. Starts nothing. */
export function createCodeAnalyser({
  directory,
  limits,
}: CreateCodeAnalyserParameters): CodeAnalyser {
  return {
    directory: resolve(directory),
    limits: { ...usual, ...limits },
    takeTurn: createTurns(1),
  }
}
