import { findEntry, findPackage } from '@/lib/adapters/confined/find-parts'
import { answerOf, runConfined } from '@/lib/adapters/confined/run-confined'
import type { Known } from '@/lib/core/chain/snapshot'
import type { Query } from '@/lib/core/formula/write-query'
import type { SolverLimits } from './solver'

/** All that decides what the solver answers. */
export type SolverRequest = {
  /** For each query. */
  readonly steps: number
  readonly memory: number
  readonly queries: readonly Query[]
}

/** Bytes of the answers to one query: values of its inputs. */
const longestAnswer = 100_000

/** Megabytes of the heap of the process itself; what the solver fills lies beside it. */
const heap = 128

/**
 * Asks the solver in a confined process, which may read the solver and nothing else, and starts no thread.
 *
 * @returns The answers as JSON text, or why there are none.
 * @throws PackageNotFoundError; the error of the system where no process can be started; the reason of the signal.
 */
export async function runSolver(
  request: SolverRequest,
  { limits: { seconds }, signal }: { limits: SolverLimits; signal?: AbortSignal | undefined },
): Promise<Known<string>> {
  const entry = findEntry(import.meta.url, 'lib/adapters/solver/solve-queries.mjs')
  const end = await runConfined({
    ...{ entry, heap, seconds, signal },
    readable: `${findPackage('z3-solver', entry)}/`,
    input: JSON.stringify(request),
    output: longestAnswer * request.queries.length,
  })
  return answerOf(end, { who: 'the solver', seconds })
}
