import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { askSolver } from './ask-solver'
import { createSolver } from './solver'

const directory = mkdtempSync(join(tmpdir(), 'suture-solver-'))
afterAll(() => rmSync(directory, { recursive: true }))

const query = (claim: string) => ({
  text: `(declare-const i0 Int)\n(declare-const i1 Int)\n(assert ${claim})`,
  inputs: ['i0', 'i1'],
})
const impossible = query('(and (< 5 i0) (< i0 6))')
const possible = query('(and (= (+ i0 i1) 7) (= (- i0 i1) 17))')
/** Fermat's last theorem for the third power: true, and beyond any solver. */
const endless = query(
  '(exists ((z Int)) (and (< 0 i0 i1 z) (= (+ (* i0 i0 i0) (* i1 i1 i1)) (* z z z))))',
)

test('default', async () => {
  const solver = createSolver({ directory })
  const queries = [impossible, possible, query('(this is none')]
  const answers = await askSolver(solver, { queries })
  expect(answers).toEqual([
    { status: 'unsat' },
    { status: 'sat', values: '((i0 12)\n (i1 (- 5)))\n' },
    { status: 'unknown', reason: 'the solver did not understand the question' },
  ])
  // Asked again, nothing is started.
  const kept = readdirSync(directory)
  const spent = createSolver({ directory, limits: { seconds: 0 } })
  expect(await askSolver(spent, { queries })).toEqual(answers)
  expect(readdirSync(directory)).toEqual(kept)
  expect(await askSolver(solver, { queries: [] })).toEqual([])
})

test('behavior: steps end a query, and the same number does each time', async () => {
  const ask = async (folder: string) => {
    const solver = createSolver({ directory: join(directory, folder), limits: { steps: 3_000 } })
    return askSolver(solver, { queries: [endless, possible] })
  }
  const [first, second] = [await ask('a'), await ask('b')]
  expect(first).toEqual(second)
  expect(first[0]).toEqual({ status: 'unknown', reason: 'not decided within 3000 steps' })
  expect(first[1]).toMatchObject({ status: 'sat' })
})

test('behavior: the clock is the last resort, and what it ends is not kept', async () => {
  const folder = join(directory, 'hasty')
  const solver = createSolver({ directory: folder, limits: { seconds: 0.2 } })
  const answers = await askSolver(solver, { queries: [possible] })
  const reason = 'the solver took longer than 0.2 seconds'
  expect(answers).toEqual([{ status: 'unknown', reason }])
  expect(() => readdirSync(folder)).toThrow('ENOENT')
})

test('error: a question that is too long, and one that nobody wants any more', async () => {
  const tight = createSolver({ directory, limits: { input: 10 } })
  const answers = await askSolver(tight, { queries: [possible] })
  expect(answers).toEqual([{ status: 'unknown', reason: 'the question is too long' }])
  const solver = createSolver({ directory: join(directory, 'left') })
  const signal = AbortSignal.timeout(50)
  await expect(askSolver(solver, { queries: [endless], signal })).rejects.toThrow(/timeout/)
})
