import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import {
  contractModel,
  functionModel,
  guardedModel,
} from '@/lib/core/check/__fixtures__/function-model'
import { known } from '@/lib/core/check/__fixtures__/known'
import { modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
import type { FunctionModel } from '@/lib/core/source/contract-model'
import { siblingsChecked } from './siblings-checked'

describeCheck(siblingsChecked, {
  bad: modelFacts('Lending', 'LendingDonating'),
  twin: modelFacts('Lending', 'LendingChecked'),
})

describe('FV-03', () => {
  test('error: the check and those who make it are named', () => {
    const { evidence } = runOn(siblingsChecked, modelFacts('Lending', 'LendingDonating'))
    expect(evidence.map(({ what }) => what)).toMatchInlineSnapshot(`
      [
        "donate(uint256) writes shares without _checkLiquidity, which withdraw, transfer make",
      ]
    `)
  })

  test('error: a function that was there and lost its check', () => {
    const { verdict } = runOn(siblingsChecked, modelFacts('Lending', 'LendingForgetful'))
    expect(verdict).toBe('fail')
  })

  test('error: a way out that only chosen callers had', () => {
    const { evidence } = runOn(siblingsChecked, modelFacts('Treasury', 'TreasuryOpen'))
    expect(evidence.map(({ what }) => what)).toMatchInlineSnapshot(`
      [
        "payOut(address,uint256) calls token.transfer for anyone, which pay does for chosen callers",
      ]
    `)
  })

  test('error: a function that was there does what only chosen callers could', () => {
    const owned = ['owner == msg.sender']
    const pay = guardedModel(owned, { name: 'pay', writes: ['debt'], body: '{ a }' })
    const settle = guardedModel(owned, { name: 'settle', writes: ['debt'], body: '{ b }' })
    const touch = (writes: readonly string[], body: string) =>
      functionModel({ name: 'touch', writes, body })
    const judge = (from: readonly FunctionModel[], to: readonly FunctionModel[]) =>
      runOn(siblingsChecked, {
        'old model': known(contractModel(from)),
        'new model': known(contractModel(to)),
      })
    const chosen = [pay, settle]
    expect(
      judge([...chosen, touch(['at'], '{ c }')], [...chosen, touch(['at', 'debt'], '{ d }')]),
    ).toMatchObject({
      verdict: 'fail',
      evidence: [
        { what: 'touch() writes debt for anyone, which pay, settle does for chosen callers' },
      ],
    })
    expect(judge(chosen, [...chosen, touch(['debt'], '{ d }')]).verdict).toBe('fail')
    expect(
      judge([...chosen, touch(['debt'], '{ c }')], [...chosen, touch(['debt'], '{ d }')]).verdict,
    ).toBe('pass')
    expect(judge([pay], [pay, touch(['debt'], '{ d }')]).verdict).toBe('pass')
    const open = touch(['debt'], '{ e }')
    const others = [...chosen, { ...open, name: 'other', signature: 'other()' }]
    expect(judge(others, [...others, touch(['debt'], '{ d }')]).verdict).toBe('pass')
  })

  test('behavior: what lacked it before is not of this patch', () => {
    const facts = modelFacts('LendingDonating', 'LendingDonating')
    expect(runOn(siblingsChecked, facts).verdict).toBe('pass')
  })
})
