import { expect, test } from 'vitest'
import { findFallen, raiseFloors, scoreFiles } from './mutation-score.mjs'

const mutants = [
  { fileName: 'a.ts', status: 'Killed' },
  { fileName: 'a.ts', status: 'Timeout' },
  { fileName: 'a.ts', status: 'Survived' },
  { fileName: 'a.ts', status: 'RuntimeError' },
  { fileName: 'a.ts', status: 'Ignored' },
  { fileName: 'b.ts', status: 'NoCoverage' },
]

test('default: what did not run counts on neither side', () => {
  expect(scoreFiles(mutants)).toEqual(
    new Map([
      ['a.ts', { noticed: 2, total: 3 }],
      ['b.ts', { noticed: 0, total: 1 }],
    ]),
  )
})

test('behavior: a file that holds its measure, and one without, have not fallen', () => {
  expect(findFallen(scoreFiles(mutants), { 'a.ts': 1 })).toEqual([])
})

test('error: one mutant more than measured', () => {
  expect(findFallen(scoreFiles(mutants), { 'a.ts': 0, 'b.ts': 0 })).toEqual([
    'a.ts: 1 of 3 mutants unnoticed, at most 0 before.',
    'b.ts: 1 of 1 mutants unnoticed, at most 0 before.',
  ])
})

test('behavior: what is recorded is what is left, beside what was not measured this time', () => {
  const floors = raiseFloors(scoreFiles(mutants), { 'c.ts': 3, 'b.ts': 0 })
  expect(Object.entries(floors)).toEqual([
    ['a.ts', 1],
    ['b.ts', 1],
    ['c.ts', 3],
  ])
})
