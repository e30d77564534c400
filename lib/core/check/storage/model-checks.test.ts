import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniModel, modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
import { inheritanceKept } from './inheritance-kept'
import { namespacesKept } from './namespaces-kept'
import { slotsKept } from './slots-kept'

describeCheck(namespacesKept, {
  bad: modelFacts('Named', 'NamedInserted'),
  twin: modelFacts('Named', 'NamedAppended'),
})

describe('ST-04', () => {
  test('error: another slot, and none at all', () => {
    const elsewhere = runOn(namespacesKept, modelFacts('Named', 'NamedElsewhere'))
    expect(elsewhere.verdict).toBe('fail')
    expect(elsewhere.evidence.map(({ what }) => what)).toMatchInlineSnapshot(`
      [
        "mini.main: MAIN is 0xb7e125478d6d9b23efb95ab766425d04fa4cc53a50f1bbe559e425b0cf62e905, and was elsewhere",
      ]
    `)
    expect(runOn(namespacesKept, modelFacts('Named', 'Fees')).verdict).toBe('fail')
  })

  test('behavior: a slot that is not that of the formula, and stays', () => {
    const facts = modelFacts('NamedElsewhere', 'NamedElsewhere')
    expect(runOn(namespacesKept, facts).verdict).toBe('warn')
  })

  test('behavior: without namespaces there is nothing to compare', () => {
    const none = known({ ...miniModel('Fees'), namespaces: [] })
    const facts = { 'old model': none, 'new model': none }
    expect(runOn(namespacesKept, facts).verdict).toBe('not-applicable')
  })
})

describeCheck(inheritanceKept, {
  bad: modelFacts('Market', 'MarketSwapped'),
  twin: modelFacts('Market', 'MarketExtended'),
})

describe('ST-06', () => {
  test('error: a base with variables in front', () => {
    const { verdict, evidence } = runOn(inheritanceKept, modelFacts('Market', 'MarketPaused'))
    expect(verdict).toBe('fail')
    expect(evidence[0]).toEqual({ where: 'Pausing', what: 'stands in front of Debts, Rates' })
  })

  test('error: a base in front of the variables of the contract itself', () => {
    expect(runOn(inheritanceKept, modelFacts('WalletOpen', 'WalletPaused'))).toMatchObject({
      verdict: 'fail',
      evidence: [
        { what: 'stands in front of WalletOpen' },
        { what: 'no bases' },
        { where: 'after' },
      ],
    })
    const behind = modelFacts('WalletOpen', 'WalletExtended')
    expect(runOn(inheritanceKept, behind).verdict).toBe('pass')
  })

  test('behavior: a base that is gone', () => {
    expect(runOn(inheritanceKept, modelFacts('MarketExtended', 'Market')).verdict).toBe('warn')
  })
})

describeCheck(slotsKept, {
  bad: modelFacts('Slotted', 'SlottedElsewhere'),
  twin: modelFacts('Slotted', 'SlottedRenamed'),
})

test('behavior: a slot that nothing reads any more', () => {
  expect(runOn(slotsKept, modelFacts('Slotted', 'Fees')).verdict).toBe('warn')
  const none = known({ ...miniModel('Fees'), slots: [] })
  const facts = { 'old model': none, 'new model': none }
  expect(runOn(slotsKept, facts).verdict).toBe('not-applicable')
})
