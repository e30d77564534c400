import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniModel, modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
import { guardsKept } from './guards-kept'

describeCheck(guardsKept, {
  bad: modelFacts('Minted', 'MintedOpen'),
  twin: modelFacts('Minted', 'MintedInside'),
})

describe('AC-01', () => {
  test('error: the evidence is the line and the guard', () => {
    expect(runOn(guardsKept, modelFacts('Minted', 'MintedOpen')).evidence).toMatchInlineSnapshot(`
      [
        {
          "what": "mint(address,uint256): no longer asks for OwnableStorage._owner == msg.sender",
          "where": "src/Mini.sol:34",
        },
      ]
    `)
  })

  test('error: a condition before the guard opens a way around it', () => {
    const { verdict, evidence } = runOn(guardsKept, modelFacts('Minted', 'MintedWeaker'))
    expect(verdict).toBe('fail')
    expect(evidence[0]?.what).toMatchInlineSnapshot(
      `"mint(address,uint256): OwnableStorage._owner == msg.sender became OwnableStorage._owner == msg.sender || open"`,
    )
  })

  test('error: a hook that a function of a base calls', () => {
    const { verdict, evidence } = runOn(guardsKept, modelFacts('Upgraded', 'UpgradedOpen'))
    expect(verdict).toBe('fail')
    expect(evidence[0]?.what).toMatchInlineSnapshot(
      `"upgradeToAndCall(address,bytes): no longer asks for OwnableStorage._owner == msg.sender"`,
    )
  })

  test('behavior: guards in a linked library are followed', () => {
    expect(runOn(guardsKept, modelFacts('Linked', 'LinkedOpen')).verdict).toBe('fail')
    expect(runOn(guardsKept, modelFacts('Linked', 'LinkedRenamed')).verdict).toBe('pass')
  })

  test('behavior: other callers instead are for people to judge', () => {
    const { verdict, evidence } = runOn(guardsKept, modelFacts('Minted', 'MintedByKeeper'))
    expect(verdict).toBe('warn')
    expect(evidence[0]?.what).toMatchInlineSnapshot(
      `"mint(address,uint256): OwnableStorage._owner == msg.sender became isKeeper[msg.sender]"`,
    )
  })

  test('behavior: what could not be read does not pass', () => {
    const model = miniModel('Minted')
    const unread = { ...model, unread: ['functions: strange'] }
    expect(
      runOn(guardsKept, { 'old model': known(model), 'new model': known(unread) }),
    ).toMatchObject({
      verdict: 'unknown',
      evidence: [{ where: 'Minted', what: 'functions: strange' }],
    })
  })
})
