import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SolverRequest } from './run-solver'
import type { Solver } from './solver'

/** Goes up with the solver and with how it is asked, so that no earlier answer is taken for a later one. */
const generation = 1

/** @returns Undefined where they were not kept, or cannot be read. */
export async function readAnswers(
  solver: Solver,
  request: SolverRequest,
): Promise<string | undefined> {
  const path = pathOf(solver, request)
  try {
    const text = await readFile(path, 'utf8')
    const now = new Date()
    // What was used last is kept longest.
    await utimes(path, now, now)
    return text
  } catch {
    return undefined
  }
}

/** Keeps answers, and lets go of what was not used for longest where there is too much. */
export async function saveAnswers(
  solver: Solver,
  request: SolverRequest,
  text: string,
): Promise<void> {
  const path = pathOf(solver, request)
  await mkdir(solver.directory, { recursive: true })
  const unfinished = `${path}.${randomUUID()}.tmp`
  await writeFile(unfinished, text)
  await rename(unfinished, path)
  await forgetOldest(solver)
}

async function forgetOldest({ directory, limits }: Solver): Promise<void> {
  const names = await readdir(directory)
  if (names.length <= limits.kept) return
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name)
      return { path, used: (await stat(path)).mtimeMs }
    }),
  )
  const oldest = files.toSorted((a, b) => b.used - a.used).slice(limits.kept)
  await Promise.all(oldest.map(({ path }) => rm(path, { force: true })))
}

/** All queries of a run share a name: the solver goes from one to the next in one state. */
function pathOf({ directory }: Solver, request: SolverRequest): string {
  const key = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  return join(directory, `${generation}-${key}.json`)
}
