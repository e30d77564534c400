import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSolver } from '@/lib/adapters/solver/solver'
import { compileSources } from '@/lib/core/source/__fixtures__/compile-sources'
import { purePairs } from '@/lib/core/source/__fixtures__/pure-pairs'
import type { ContractModel } from '@/lib/core/source/contract-model'
import type { PureComparison, PureResult } from '@/lib/core/source/pure-comparison'
import { readContractModel } from '@/lib/core/source/read-model'
import { gatherFormalFacts } from './gather-formal-facts'

const directory = mkdtempSync(join(tmpdir(), 'suture-proofs-'))
afterAll(() => rmSync(directory, { recursive: true }))

const solver = createSolver({ directory: join(directory, 'proofs') })

function model(source: string): ContractModel {
  return readContractModel(
    compileSources({ 'Pair.sol': `pragma solidity 0.8.30;${source}` })('Pair'),
  )
}

async function compare(names: readonly string[], by = solver): Promise<PureComparison> {
  const read = (side: 'from' | 'to') => {
    const functions = names.flatMap((name) =>
      model(purePairs[name]![side]).pureFunctions.map((one) => ({
        ...one,
        signature: `${name}: ${one.signature}`,
      })),
    )
    const value = { ...model('contract Pair {}'), pureFunctions: functions }
    return { known: true, value, anchor: 'recomputed' } as const
  }
  const facts = await gatherFormalFacts(by, { 'old model': read('from'), 'new model': read('to') })
  const compared = facts['pure functions']
  if (!compared?.known) throw new Error('not compared')
  return compared.value
}

/** All but one in one run of the solver, as the functions of one contract are. */
let compared: PureComparison
beforeAll(async () => {
  compared = await compare(Object.keys(purePairs).filter((name) => name !== 'Hard'))
})

function resultOf(name: string): PureResult | undefined {
  return compared.changed.find(({ signature }) => signature.startsWith(`${name}: `))?.result
}

const twins = Object.keys(purePairs).filter((name) => name.endsWith('Equal'))

test.each(twins)('default: %s is proved', (name) => {
  expect(resultOf(name)).toEqual({ kind: 'equal' })
})

test.each([
  ['Accrual', 'values', { index: '1000000000000000000000000000000000000', balance: '1' }, '1', '0'],
  ['Invariant', 'values', { x: '1', y: '1', paid: '1', k: '1' }, 'false', 'true'],
  ['Rounding', 'values', { assets: '2', rate: '7' }, '285714285714285714', '285714285714285715'],
  ['Signed', 'values', { value: '-1' }, '0', '-1'],
  ['Library', 'values', { a: '1', b: '2000000000000000000' }, '2', '1'],
  ['Unchecked', 'reverts', { a: 'type(uint256).max', b: '2' }, 'reverts', '1'],
  // Only the solver finds these.
  ['Hidden', 'values', { a: '814728' }, '814735', '814736'],
] as const)('error: %s differs in its %s', (name, kind, inputs, before, after) => {
  const given = Object.entries(inputs).map(([one, value]) => ({ name: one, value }))
  expect(resultOf(name)).toEqual({ kind, example: { inputs: given, before, after } })
})

test('error: a product that overflows later', () => {
  expect(resultOf('Shortened')).toMatchObject({ kind: 'reverts', example: { before: 'reverts' } })
})

test.each([
  ['Loop', 'before, it is not understood: a loop of as many rounds as the arguments say'],
  ['WideProduct', 'now it is not understood: inline assembly'],
  ['Assembly', 'not proved, and no difference found: it rests on mulDiv: inline assembly'],
])('behavior: %s is unknown', (name, reason) => {
  expect(resultOf(name)).toEqual({ kind: 'unknown', reason })
})

test('behavior: what takes too many steps is unknown', async () => {
  const hasty = createSolver({ directory: solver.directory, limits: { steps: 5_000 } })
  const { changed } = await compare(['Hard'], hasty)
  const reason = 'not decided within 5000 steps'
  expect(changed.map(({ result }) => result)).toEqual([{ kind: 'unknown', reason }])
})

test('behavior: the solver is not started where it has nothing to say', async () => {
  const idle = createSolver({ directory: join(directory, 'idle') })
  await compare(['Accrual', 'LibraryEqual', 'MaskEqual', 'AssemblyEqual', 'Loop'], idle)
  expect(existsSync(idle.directory)).toBe(false)
})

test('behavior: a model that is not known is the reason', async () => {
  const missing = { known: false, reason: 'nobody has given the sources of this code' } as const
  const facts = await gatherFormalFacts(solver, { 'old model': missing })
  expect(facts).toEqual({ 'pure functions': missing })
})
