import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
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
