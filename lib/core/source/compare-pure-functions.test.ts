import { beforeAll, expect, test } from 'vitest'
import type { SolverAnswer } from '@/lib/core/formula/solver-answer'
import type { Query } from '@/lib/core/formula/write-query'
import { compileSources } from './__fixtures__/compile-sources'
import { purePairs } from './__fixtures__/pure-pairs'
import { comparePureFunctions } from './compare-pure-functions'
import type { PureFunction } from './pure-function'
import { readContractModel } from './read-model'

function read(source: string, pragma = '0.8.30'): readonly PureFunction[] {
  const contract = compileSources({ 'Pair.sol': `pragma solidity ^0.8.0;${source}` })('Pair')
  return readContractModel({ ...contract, compiler: pragma }).pureFunctions
}

// The compiler itself takes seconds to load.
beforeAll(() => void read('contract Pair {}'), 60_000)

const never = () => Promise.reject(new Error('nothing to ask'))

/** Says the same to everything, and what it was asked. */
function saying(answer: SolverAnswer) {
  const asked: Query[] = []
  const ask = async (queries: readonly Query[]) => {
    asked.push(...queries)
    return queries.map(() => answer)
  }
  return { asked, ask }
}

test('default', async () => {
  const source = purePairs.LibraryEqual!.from
  expect(await comparePureFunctions(read(source), read(source), never)).toEqual({
    same: 1,
    changed: [],
  })
})

test('behavior: comments, spaces, names and visibility of a function are no change of code', async () => {
  const from =
    'contract Pair { function f(uint256 a) public pure returns (uint256) { return a / 2; } }'
  const spaced =
    'contract Pair { /* half */ function f(uint256 a)\n internal pure virtual returns (uint256) { return a/2; // half\n } }'
  expect(await comparePureFunctions(read(from), read(spaced), never)).toEqual({
    same: 1,
    changed: [],
  })
  const renamed = from.replaceAll(' a', ' amount')
  const { changed } = await comparePureFunctions(read(from), read(renamed), never)
  expect(changed.map(({ result }) => result)).toEqual([{ kind: 'equal' }])
})

test('error: a constant, a base and a library that a function rests on', async () => {
  const from = `
    library L { function twice(uint8 a) internal pure returns (uint256) { return uint256(a) * 2; } }
    abstract contract Base {
      uint256 internal constant STEP = 3;
      function hook(uint256 a) internal pure virtual returns (uint256) { return a; }
      function f(uint8 a) public pure returns (uint256) { return hook(L.twice(a)) + STEP; }
    }
    contract Pair is Base { function hook(uint256 a) internal pure override returns (uint256) { return a + 1; } }`
  const kinds = async (to: string) => {
    const { same, changed } = await comparePureFunctions(read(from), read(to), never)
    const others = changed.map(({ signature, result }) => `${signature} ${result.kind}`)
    return [same, ...others.toSorted()]
  }
  expect(await kinds(from.replace('STEP = 3', 'STEP = 4'))).toEqual([2, 'f(uint8) values'])
  expect(await kinds(from.replace('a + 1', 'a + 2'))).toEqual([
    1,
    'f(uint8) values',
    'hook(uint256) values',
  ])
  expect(await kinds(from.replace('* 2', '* 3'))).toEqual([
    1,
    'L.twice(uint8) values',
    'f(uint8) values',
  ])
})

test('error: a compiler that checks no arithmetic makes other functions of the same text', async () => {
  const source =
    'contract Pair { function f(uint256 a) public pure returns (uint256) { return a + 1; } }'
  const { ask } = saying({ status: 'unsat' })
  const { changed } = await comparePureFunctions(read(source, '0.7.6'), read(source), ask)
  expect(changed[0]?.result).toEqual({
    kind: 'reverts',
    example: {
      inputs: [{ name: 'a', value: 'type(uint256).max' }],
      before: '0',
      after: 'reverts',
    },
  })
})

test('error: other types', async () => {
  const from = 'contract Pair { function f(uint256 a) public pure returns (uint256) { return a; } }'
  const to = from
    .replace('returns (uint256)', 'returns (uint256, bool)')
    .replace('return a', 'return (a, true)')
  const { changed } = await comparePureFunctions(read(from), read(to), never)
  expect(changed[0]?.result).toEqual({ kind: 'unknown', reason: 'it takes or returns other types' })
})

test('error: a counterexample that is none is not believed', async () => {
  const { from, to } = purePairs.ShortenedEqual!
  const compare = async (answer: SolverAnswer) => {
    const { changed } = await comparePureFunctions(read(from), read(to), saying(answer).ask)
    return changed.map(({ result }) => result.kind)
  }
  expect(await compare({ status: 'sat', values: '((i0 5))' })).toEqual(['unknown'])
  expect(await compare({ status: 'sat', values: '((i0 (- 5)))' })).toEqual(['unknown'])
  expect(await compare({ status: 'sat', values: '' })).toEqual(['unknown'])
  expect(await compare({ status: 'unknown', reason: 'x' })).toEqual(['unknown'])
  expect(await compare({ status: 'unsat' })).toEqual(['equal'])
})

test('behavior: no more than twelve functions are asked about', async () => {
  const source = (text: string) =>
    `contract Pair { ${Array.from({ length: 14 }, (_, at) => text.replace('f(', `f${at}(`)).join('\n')} }`
  const text =
    'function f(uint128 a) public pure returns (uint256) { return uint256(a) * 30 / 10000; }'
  const { ask, asked } = saying({ status: 'unsat' })
  const { changed } = await comparePureFunctions(
    read(source(text)),
    read(source(text.replace('30 / 10000', '3 / 1000'))),
    ask,
  )
  expect(asked).toHaveLength(24)
  expect(changed.slice(0, 12).every(({ result }) => result.kind === 'equal')).toBe(true)
  expect(changed.slice(12).map(({ result }) => result)).toEqual(
    Array.from({ length: 2 }, () => ({
      kind: 'unknown',
      reason: 'more than 12 functions changed, and this is none of the first',
    })),
  )
})

test('error: what in a function is not understood is told', () => {
  const reasons = (body: string) => {
    const text = `contract Pair { struct S { uint256 a; } ${body} }`
    return read(text).map(({ formula }) => (formula.known ? 'known' : formula.reason))
  }
  const result = 'public pure returns (uint256 r)'
  expect(reasons(`function f(uint256[] memory a) ${result} { r = a.length; }`)).toEqual([
    'the type uint256[]',
  ])
  expect(reasons(`function f(string calldata a) ${result} { r = bytes(a).length; }`)).toEqual([
    'the type string',
  ])
  expect(reasons(`function f(uint256 a) ${result} { S memory s = S(a); r = s.a; }`)).toEqual([
    'the type struct Pair.S',
  ])
  expect(reasons(`function f(uint256 a) ${result} { r = a; r = a + (r = 2); }`)).toEqual([
    'an assignment within an expression',
  ])
  expect(
    reasons(`function f(uint256 a) ${result} { r = uint256(keccak256(abi.encode(a))); }`),
  ).toEqual(['the call keccak256'])
  expect(reasons(`function f(uint256 a) ${result} { assembly { r := a } }`)).toEqual([
    'inline assembly',
  ])
  expect(reasons(`function f(int256 a) ${result} { r = uint256(a & 6); }`)).toEqual([
    'bits of a number with a sign',
  ])
  // Without an end it is opaque to itself only.
  expect(reasons(`function f(uint256 a) ${result} { r = f(a); }`)).toEqual(['known'])
})
