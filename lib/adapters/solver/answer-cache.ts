import { createHash } from 'node:crypto'
import { readKept, saveKept } from '@/lib/adapters/confined/kept-files'
import type { SolverRequest } from './run-solver'
import type { Solver } from './solver'

/** Goes up with the solver and with how it is asked, so that no earlier answer is taken for a later one. */
const generation = 1

/** @returns Undefined where they were not kept, or cannot be read. */
export async function readAnswers(
  { directory }: Solver,
  request: SolverRequest,
): Promise<string | undefined> {
  return (await readKept(directory, nameOf(request)))?.toString('utf8')
}

/** Keeps the answers to all queries of a request. */
export async function saveAnswers(
  { directory, limits }: Solver,
  request: SolverRequest,
  content: string,
): Promise<void> {
  await saveKept(directory, { name: nameOf(request), content, limits: { files: limits.kept } })
}

/** All queries of a run share a name: the solver goes from one to the next in one state. */
function nameOf(request: SolverRequest): string {
  const key = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  return `${generation}-${key}.json`
}
