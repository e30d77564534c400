import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { contractModel, functionModel } from '@/lib/core/check/__fixtures__/function-model'
import { known } from '@/lib/core/check/__fixtures__/known'
import { modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
import type { FunctionModel, VariableModel } from '@/lib/core/source/contract-model'
import { constantsKept } from './constants-kept'
import { numbersAgree } from './numbers-agree'
import { numbersKept } from './numbers-kept'

describeCheck(constantsKept, {
  bad: modelFacts('Fees', 'FeesScaled'),
  twin: modelFacts('Fees', 'FeesRespelled'),
})

describe('CO-01', () => {
  test('error: both values are told', () => {
    const { evidence } = runOn(constantsKept, modelFacts('Fees', 'FeesScaled'))
    expect(evidence.map(({ what }) => what)).toEqual(['DENOMINATOR was 10000 and is 1000'])
  })

  test('error: a constant that became a variable reads storage', () => {
    expect(runOn(constantsKept, modelFacts('Fees', 'FeesStored')).verdict).toBe('fail')
  })

  test('behavior: a variable that became a constant, and a constant that is gone', () => {
    expect(runOn(constantsKept, modelFacts('FeesStored', 'Fees')).verdict).toBe('warn')
    expect(runOn(constantsKept, modelFacts('FeesRespelled', 'Fees')).verdict).toBe('warn')
  })
})

describeCheck(numbersKept, {
  bad: modelFacts('Pair', 'PairScaled'),
  twin: modelFacts('Pair', 'PairRespelled'),
})

describeCheck(numbersAgree, {
  bad: modelFacts('Pair', 'PairHalfScaled'),
  twin: modelFacts('Pair', 'PairScaled'),
})

test('error: the place that kept the old scale is told', () => {
  const { evidence } = runOn(numbersAgree, modelFacts('Pair', 'PairHalfScaled'))
  expect(evidence.map(({ what }) => what)).toMatchInlineSnapshot(`
    [
      "swap(uint256,uint256) keeps 1000, which was replaced beside it",
    ]
  `)
})

describe('numbers of models', () => {
  const place = { path: 'src/A.sol', line: 1 }
  const constant = (
    name: string,
    value: string,
    change: Partial<VariableModel> = {},
  ): VariableModel => ({
    name,
    contract: 'A',
    type: 'uint256',
    mutability: 'constant',
    value,
    hasInitialValue: true,
    place,
    ...change,
  })
  const counting = (name: string, literals: readonly string[], contract = 'A') =>
    functionModel({ name, literals, contract })
  const run = (
    check: typeof numbersAgree,
    from: readonly [readonly FunctionModel[], (readonly VariableModel[])?],
    to: readonly [readonly FunctionModel[], (readonly VariableModel[])?],
  ) => {
    const model = ([functions, variables = []]: typeof from) =>
      known(contractModel(functions, { variables }))
    return runOn(check, { 'old model': model(from), 'new model': model(to) })
  }
  const whats = (finding: ReturnType<typeof run>) => finding.evidence.map(({ what }) => what)

  test('behavior: a constant that was replaced is looked for in functions and constants beside it', () => {
    const from = [
      [counting('swap', ['1000'])],
      [constant('FEE', '1000'), constant('CAP', '1000')],
    ] as const
    const to = [
      [counting('swap', ['1000'])],
      [constant('FEE', '10000'), constant('CAP', '1000')],
    ] as const
    expect(whats(run(numbersAgree, from, to))).toEqual([
      'swap() keeps 1000, which was replaced beside it',
      'CAP keeps 1000, which was replaced beside it',
    ])
    expect(run(numbersAgree, from, from)).toMatchObject({
      verdict: 'pass',
      detail: 'No number of three digits or more was replaced.',
    })
    const all = [
      [counting('swap', ['10000'])],
      [constant('FEE', '10000'), constant('CAP', '10000')],
    ] as const
    expect(run(numbersAgree, from, all)).toMatchObject({
      verdict: 'pass',
      detail: '1000: replaced, and nowhere left beside.',
    })
  })

  test('behavior: in another contract, of another kind or with fewer digits it means something else', () => {
    const fee = constant('FEE', '1000')
    const raised = constant('FEE', '10000')
    const of = (functions: readonly FunctionModel[], kept: VariableModel, before = kept) =>
      run(numbersAgree, [functions, [fee, before]], [functions, [raised, kept]]).verdict
    expect(of([], constant('CAP', '1000'))).toBe('fail')
    expect(of([], constant('CAP', '1000', { contract: 'B' }))).toBe('pass')
    expect(of([], constant('CAP', '1000', { mutability: 'immutable' }))).toBe('pass')
    expect(
      of([], constant('CAP', '1000'), constant('CAP', '1000', { mutability: 'mutable' })),
    ).toBe('pass')
    expect(of([], constant('CAP', '1000'), constant('CAP', '999'))).toBe('pass')
    expect(of([counting('swap', ['1000'], 'B')], constant('CAP', '5'))).toBe('pass')
    expect(of([counting('swap', ['1000'], 'A')], constant('CAP', '5'))).toBe('fail')
    const small = [[counting('swap', ['10'])], [constant('FEE', '10')]] as const
    expect(run(numbersAgree, small, [small[0], [constant('FEE', '20')]]).verdict).toBe('pass')
    const least = [[counting('swap', ['100'])], [constant('FEE', '100')]] as const
    expect(run(numbersAgree, least, [least[0], [constant('FEE', '200')]]).verdict).toBe('fail')
    const word = [[counting('swap', ['0xabc'])], [constant('FEE', '0xabc')]] as const
    expect(run(numbersAgree, word, [word[0], [constant('FEE', '0xdef')]]).verdict).toBe('pass')
  })

  test('behavior: a number that a function takes in now has not stayed there', () => {
    const from = [[counting('a', ['1000']), counting('b', [])]] as const
    const to = [[counting('a', ['10000']), counting('b', ['1000'])]] as const
    expect(run(numbersAgree, from, to).verdict).toBe('pass')
    const kept = [[counting('a', ['1000']), counting('b', ['1000'])]] as const
    const half = [[counting('a', ['10000']), counting('b', ['1000'])]] as const
    expect(run(numbersAgree, kept, half).verdict).toBe('fail')
    // Without another in its place nothing was replaced.
    const gone = [[counting('a', ['7']), counting('b', ['1000'])]] as const
    expect(run(numbersAgree, kept, gone).verdict).toBe('pass')
  })

  test('behavior: numbers that are others, more, fewer, and the same', () => {
    const judge = (was: readonly string[], is: readonly string[]) => {
      const finding = run(numbersKept, [[counting('f', was)]], [[counting('f', is)]])
      return [finding.verdict, finding.detail, ...whats(finding)]
    }
    expect(judge(['1', '2'], ['2', '3'])).toEqual([
      'fail',
      '1 functions count with other numbers.',
      'f(): without 1; with 3',
    ])
    expect(judge(['1'], ['1', '3', '4'])).toEqual([
      'warn',
      '1 functions count with more or fewer numbers.',
      'f(): with 3, 4',
    ])
    expect(judge(['1', '1', '2'], ['1'])).toEqual([
      'warn',
      '1 functions count with more or fewer numbers.',
      'f(): without 1, 2',
    ])
    expect(judge(['1', '2'], ['2', '1'])).toEqual([
      'pass',
      '1 functions count with the same numbers.',
    ])
    const two = run(
      numbersKept,
      [[counting('f', ['1']), counting('g', ['1'])]],
      [[counting('f', ['2']), counting('g', ['1', '5'])]],
    )
    expect(two.detail).toBe('1 functions count with other numbers.')
    expect(whats(two)).toHaveLength(2)
  })
})
