import * as z from 'zod/mini'
import type { Known } from '@/lib/core/chain/snapshot'
import type { SolverAnswer } from '@/lib/core/formula/solver-answer'
import type { Query } from '@/lib/core/formula/write-query'
import { readAnswers, saveAnswers } from './answer-cache'
import { runSolver, type SolverRequest } from './run-solver'
import type { Solver } from './solver'

export type AskSolverParameters = {
  readonly queries: readonly Query[]
  readonly signal?: AbortSignal | undefined
}

const answersSchema = z.array(
  z.union([
    z.object({ status: z.literal('unsat') }),
    z.object({ status: z.literal('sat'), values: z.string() }),
    z.object({ status: z.literal('unknown'), reason: z.string() }),
  ]),
)

/**
 * Asks z3, in a process of its own that is started only where the same queries were not answered before. The number of its
 * steps decides what it finds out, not the clock, so that the same queries have the same answers anywhere.
 *
 * @returns An answer to each query, in their order.
 * @throws PackageNotFoundError; the reason of the signal.
 */
export async function askSolver(
  solver: Solver,
  { queries, signal }: AskSolverParameters,
): Promise<readonly SolverAnswer[]> {
  if (queries.length === 0) return []
  const request = requestFor(solver, queries)
  const length = request.queries.reduce((sum, { text }) => sum + text.length, 0)
  if (length > solver.limits.input) return noAnswers(queries, 'the question is too long')
  const text = await findAnswers(solver, request, signal)
  if (!text.known) return noAnswers(queries, text.reason)
  const answers = answersSchema.safeParse(parseJson(text.value))
  const isWhole = answers.success && answers.data.length === queries.length
  return isWhole ? answers.data : noAnswers(queries, 'the solver gave no answer')
}

function requestFor({ limits }: Solver, queries: readonly Query[]): SolverRequest {
  const steps = Math.min(limits.steps, Math.floor(limits.allSteps / queries.length))
  return { steps, memory: limits.memory, queries }
}

async function findAnswers(
  solver: Solver,
  request: SolverRequest,
  signal: AbortSignal | undefined,
): Promise<Known<string>> {
  const kept = await readAnswers(solver, request)
  if (kept !== undefined) return { known: true, value: kept }
  return solver.takeTurn(async () => {
    // Somebody may have asked the same while this waited.
    const meanwhile = await readAnswers(solver, request)
    if (meanwhile !== undefined) return { known: true, value: meanwhile }
    const answers = await runSolver(request, { limits: solver.limits, signal })
    // What cannot be kept is asked again the next time.
    if (answers.known) await saveAnswers(solver, request, answers.value).catch(() => undefined)
    return answers
  })
}

function noAnswers(queries: readonly Query[], reason: string): readonly SolverAnswer[] {
  return queries.map(() => ({ status: 'unknown', reason }))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
