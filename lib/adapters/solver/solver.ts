import { resolve } from 'node:path'
import { createTurns, type TakeTurn } from '@/lib/adapters/confined/turns'

/** Bounds of one run of the solver, over several queries. */
export type SolverLimits = {
  /** Steps of the solver for one query, and for all together: they decide what it answers, on every machine alike. */
  readonly steps: number
  readonly allSteps: number
  /** The last resort: whoever reaches it gets no answer at all. */
  readonly seconds: number
  /** Megabytes that the solver may fill. */
  readonly memory: number
  /** Characters of all queries. */
  readonly input: number
  /** Answers that are kept on disk. */
  readonly kept: number
}

/** Where answers are kept, and how much the solver may use. One run at a time, since each takes a processor. */
export type Solver = {
  readonly directory: string
  readonly limits: SolverLimits
  readonly takeTurn: TakeTurn
}

export type CreateSolverParameters = {
  /** A folder that is ours alone, made when it is needed. */
  readonly directory: string
  readonly limits?: Partial<SolverLimits> | undefined
}

/** Some 40,000 steps take a second of a processor that has nothing else to do. */
const usual: SolverLimits = {
  steps: 60_000,
  allSteps: 360_000,
  seconds: 120,
  memory: 400,
  input: 4_000_000,
  kept: 2_000,
}

/** What `askSolver` takes. Starts nothing. */
export function createSolver({ directory, limits }: CreateSolverParameters): Solver {
  return {
    directory: resolve(directory),
    limits: { ...usual, ...limits },
    takeTurn: createTurns(1),
  }
}
