import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
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

  test('behavior: what lacked it before is not of this patch', () => {
    const facts = modelFacts('LendingDonating', 'LendingDonating')
    expect(runOn(siblingsChecked, facts).verdict).toBe('pass')
  })
})
