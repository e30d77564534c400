import { askSolver } from '@/lib/adapters/solver/ask-solver'
import type { Solver } from '@/lib/adapters/solver/solver'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { comparePureFunctions } from '@/lib/core/source/compare-pure-functions'

const unread = { known: false, reason: 'the sources were not read' } as const

/**
 * What can be said of two versions of a contract for all arguments. The solver is started only where a pure function
 * changed and trying it found no other result.
 *
 * @throws PackageNotFoundError; the reason of the signal.
 */
export async function gatherFormalFacts(
  solver: Solver,
  { 'old model': from = unread, 'new model': to = unread }: CheckFacts,
  signal?: AbortSignal | undefined,
): Promise<Pick<CheckFacts, 'pure functions'>> {
  if (!from.known) return { 'pure functions': from }
  if (!to.known) return { 'pure functions': to }
  const value = await comparePureFunctions(
    from.value.pureFunctions,
    to.value.pureFunctions,
    (queries) => askSolver(solver, { queries, signal }),
  )
  return { 'pure functions': { known: true, value, anchor: 'recomputed' } }
}
