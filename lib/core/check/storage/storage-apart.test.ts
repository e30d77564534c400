import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniAnalysis, miniLayout } from '@/lib/core/check/__fixtures__/mini-analyses'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { storageApart } from './storage-apart'

/** From the code alone. */
function facts(proxy: string, next: string): CheckFacts {
  return {
    'proxy analysis': known(miniAnalysis(proxy)),
    'new analysis': known(miniAnalysis(next)),
  }
}

/** With the layouts that the compiler tells. */
function sourced(proxy: string, next: string): CheckFacts {
  return {
    ...facts(proxy, next),
    'proxy layout': known(miniLayout(proxy)),
    'new layout': known(miniLayout(next)),
  }
}

describeCheck(storageApart, {
  bad: facts('LinearProxy', 'Governance'),
  twin: facts('SlottedProxy', 'Governance'),
})

describe('ST-07', () => {
  test('error: with layouts the variables are named', () => {
    const { verdict, evidence } = runOn(storageApart, sourced('LinearProxy', 'Governance'))
    expect(verdict).toBe('fail')
    expect(evidence).toMatchInlineSnapshot(`
      [
        {
          "what": "proxy: admin (address); implementation: initialized (bool)",
          "where": "slot 0, bytes 0 to 19",
        },
        {
          "what": "proxy: admin (address); implementation: initializing (bool)",
          "where": "slot 0, bytes 0 to 19",
        },
        {
          "what": "proxy: admin (address); implementation: guardian (address)",
          "where": "slot 0, bytes 0 to 19",
        },
        {
          "what": "proxy: implementation (address); implementation: stakes (mapping(address => uint256))",
          "where": "slot 1, bytes 0 to 19",
        },
      ]
    `)
  })

  test('behavior: with layouts a gap leaves room for the proxy', () => {
    const { verdict } = runOn(storageApart, sourced('LinearProxy', 'ReservingGovernance'))
    expect(verdict).toBe('pass')
  })

  test('behavior: the same variable in both is for people to judge', () => {
    for (const of of [facts, sourced]) {
      expect(runOn(storageApart, of('LinearProxy', 'SharedGovernance')).verdict).toBe('warn')
    }
  })

  test('behavior: a slot of nobody’s standard, used by both', () => {
    const finding = runOn(storageApart, facts('OddProxy', 'OddGovernance'))
    expect(finding.verdict).toBe('warn')
    expect(runOn(storageApart, facts('OddProxy', 'Governance')).verdict).toBe('pass')
  })

  test('behavior: a slot of EIP-1967 is meant to be shared', () => {
    const finding = runOn(storageApart, facts('SlottedProxy', 'SlottedProxy'))
    expect(finding).toMatchObject({ verdict: 'pass' })
    expect(finding.detail).toContain('shared by a standard')
  })

  test('behavior: a proxy without storage cannot be in the way', () => {
    const { verdict, detail } = runOn(storageApart, facts('FixedProxy', 'Governance'))
    expect(verdict).toBe('pass')
    expect(detail).toBe('The proxy has no instruction that reads or writes storage.')
  })

  test('behavior: slots that the code does not tell are unknown', () => {
    const silent = known({ ...miniAnalysis('OddProxy'), storage: [] })
    const usual = facts('SlottedProxy', 'Governance')
    expect(runOn(storageApart, { ...usual, 'proxy analysis': silent }).verdict).toBe('unknown')
    expect(runOn(storageApart, { ...usual, 'new analysis': silent }).verdict).toBe('unknown')
    expect(runOn(storageApart, facts('SlottedProxy', 'Stateless')).verdict).toBe('pass')
  })
})
