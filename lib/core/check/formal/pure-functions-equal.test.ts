import { zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { contractModel, functionModel } from '@/lib/core/check/__fixtures__/function-model'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniModel, modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
import type { ContractModel } from '@/lib/core/source/contract-model'
import type { PureComparison, PureResult } from '@/lib/core/source/pure-comparison'
import { pureFunctionsEqual } from './pure-functions-equal'

const example = { inputs: [{ name: 'index', value: '1' }], before: '1', after: '0' }
const place = { path: 'src/Rates.sol', line: 7 }

function compared(results: readonly PureResult[], same = 3) {
  const changed = results.map((result, at) => ({ signature: `f${at}(uint256)`, place, result }))
  const comparison: PureComparison = { same, changed }
  return { ...modelFacts('Fees', 'FeesRespelled'), 'pure functions': known(comparison) }
}

describeCheck(pureFunctionsEqual, {
  bad: compared([{ kind: 'equal' }, { kind: 'values', example }]),
  twin: compared([{ kind: 'equal' }]),
})

describe('FV-01', () => {
  test('error: the example is told', () => {
    const { detail, evidence } = runOn(pureFunctionsEqual, compared([{ kind: 'values', example }]))
    expect(detail).toBe('1 of 1 changed pure functions give other results.')
    expect(evidence).toEqual([
      { where: 'src/Rates.sol:7', what: 'f0(uint256): for index = 1 it was 1 and is 0' },
    ])
  })

  test('error: what it is called is shown as text', () => {
    const hostile = { ...example, inputs: [{ name: '\u202Exedni', value: '1' }] }
    const facts = compared([{ kind: 'values', example: hostile }])
    expect(runOn(pureFunctionsEqual, facts).evidence[0]?.what).not.toContain('\u202E')
  })

  test('behavior: where only reverts differ, people look', () => {
    const result = { kind: 'reverts', example: { ...example, after: 'reverts' } } as const
    const { verdict, detail } = runOn(pureFunctionsEqual, compared([result]))
    expect(verdict).toBe('warn')
    expect(detail).toContain('where both return, the results are equal')
  })

  test('behavior: what is not proved is no pass, and does not hide a difference', () => {
    const open = { kind: 'unknown', reason: 'not decided within 60000 steps' } as const
    expect(runOn(pureFunctionsEqual, compared([{ kind: 'equal' }, open]))).toMatchObject({
      verdict: 'unknown',
      evidence: [{ what: 'f1(uint256): not decided within 60000 steps' }],
    })
    const both = compared([open, { kind: 'values', example }])
    expect(runOn(pureFunctionsEqual, both)).toMatchObject({ verdict: 'fail' })
  })

  test('error: a function that looks at state now was not compared', () => {
    const pure = {
      signature: 'rate(uint256)',
      codeHash: zeroHash,
      formula: { known: false, reason: '' },
      place,
    } as const
    const rate = functionModel({ signature: 'rate(uint256)', name: 'rate', mutability: 'view' })
    const run = (
      before: ContractModel,
      after: ContractModel,
      results: readonly PureResult[] = [],
    ) =>
      runOn(pureFunctionsEqual, {
        ...compared(results),
        'old model': known(before),
        'new model': known(after),
      })
    const old = contractModel([rate], { pureFunctions: [pure] })
    expect(run(old, contractModel([rate]))).toMatchObject({
      verdict: 'unknown',
      detail: '1 functions that were pure are so no more, and were not compared.',
      evidence: [{ what: 'rate(uint256) was pure, and looks at more than its arguments now' }],
    })
    expect(run(old, old).verdict).toBe('pass')
    expect(run(old, contractModel([])).verdict).toBe('pass')
    expect(run(contractModel([rate]), contractModel([rate])).verdict).toBe('pass')
    expect(run(old, contractModel([rate]), [{ kind: 'values', example }]).verdict).toBe('fail')
    const reverts = [{ kind: 'reverts', example }] as const
    expect(run(old, contractModel([rate]), reverts).verdict).toBe('unknown')
  })

  test('behavior: nothing changed, and nothing to compare', () => {
    expect(runOn(pureFunctionsEqual, compared([])).detail).toBe(
      'No pure function changed; 3 have the same code.',
    )
    expect(runOn(pureFunctionsEqual, compared([], 0)).verdict).toBe('not-applicable')
  })

  test('behavior: a part of the sources that could not be read', () => {
    const old = { ...miniModel('Fees'), unread: ['pure functions: a loop'] }
    const facts = { ...compared([]), 'old model': known(old) }
    expect(runOn(pureFunctionsEqual, facts).verdict).toBe('unknown')
  })
})
