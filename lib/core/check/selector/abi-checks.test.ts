import { parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import type { Check } from '@/lib/core/check/check'
import { eventsKept, newWriters, selectorsKept } from './abi-checks'

const run = (check: Check, from: readonly string[], to: readonly string[]) =>
  runOn(check, {
    'old ABI': known(parseAbi(from as never)),
    'new ABI': known(parseAbi(to as never)),
  })

describe('SE-03', () => {
  const verdictOf = (from: string, to: string) => run(selectorsKept, [from], [to]).verdict

  test('error: a view that writes, another result, and value that is refused', () => {
    expect(verdictOf('function a() view', 'function a()')).toBe('fail')
    expect(verdictOf('function a() pure', 'function a() payable')).toBe('fail')
    expect(verdictOf('function a() payable', 'function a()')).toBe('fail')
    expect(verdictOf('function a() payable', 'function a() view')).toBe('fail')
    const result = (type: string) => `function a() view returns (${type})`
    expect(verdictOf(result('uint256'), result('int256'))).toBe('fail')
    const both = 'function a() returns (int256)'
    expect(verdictOf('function a() view returns (uint256)', both)).toBe('fail')
  })

  test('behavior: what keeps working asks for a look', () => {
    expect(verdictOf('function a()', 'function a() view')).toBe('warn')
    expect(verdictOf('function a()', 'function a() payable')).toBe('warn')
    expect(verdictOf('function a() view', 'function a() pure')).toBe('warn')
    expect(verdictOf('function a() payable', 'function a() payable')).toBe('pass')
  })

  test('behavior: what is gone is told, and what answers the rest', () => {
    expect(run(selectorsKept, ['function a()', 'function b()'], ['function b()'])).toMatchObject({
      verdict: 'warn',
      evidence: [{ what: 'a() is gone: who calls it gets the fallback or a revert' }],
    })
    const { verdict, evidence } = run(
      selectorsKept,
      ['function b()'],
      ['function b()', 'fallback() external'],
    )
    expect(verdict).toBe('warn')
    expect(evidence[0]?.where).toBe('unmatched calls')
    expect(run(selectorsKept, ['function b()'], ['function b()', 'function c()']).verdict).toBe(
      'pass',
    )
  })
})

describe('SE-04', () => {
  test('error: events that are gone or have other topics', () => {
    const event = 'event Paid(address to, uint256 amount)'
    expect(run(eventsKept, [event], [])).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: 'Paid(address,uint256) is gone' }],
    })
    const indexed = run(eventsKept, [event], ['event Paid(address indexed to, uint256 amount)'])
    expect(indexed.verdict).toBe('fail')
    expect(indexed.evidence[0]?.what).not.toContain('is gone')
    expect(run(eventsKept, [event], [event, 'event Other()']).verdict).toBe('pass')
  })
})

describe('SE-07', () => {
  test('error: what only read before writes now', () => {
    expect(run(newWriters, ['function a() view'], ['function a()'])).toMatchObject({
      verdict: 'warn',
      detail: '1 new ways to write state.',
      evidence: [{ what: 'a() new' }],
    })
    expect(run(newWriters, ['function sweep() pure'], ['function sweep()']).verdict).toBe('fail')
    expect(run(newWriters, ['function a()'], ['function a() payable']).verdict).toBe('pass')
    expect(run(newWriters, ['function sweep()'], ['function sweep() view']).verdict).toBe('pass')
  })

  test('error: names that move value or power, and others', () => {
    const added = (name: string) => run(newWriters, [], [`function ${name}()`])
    for (const name of [
      'mint',
      '_mintTo',
      'withdrawAll',
      'Sweep',
      'donateToReserves',
      'payByAdmin',
      'moveByOwner',
    ]) {
      expect(added(name)).toMatchObject({
        verdict: 'fail',
        evidence: [{ what: `${name}() new; its name moves value or power` }],
      })
    }
    for (const name of ['setFee', 'remint', 'unpull', 'byAdminOnly', 'byOwnerNow']) {
      expect(added(name).verdict).toBe('warn')
    }
    expect(run(newWriters, ['function a()'], []).verdict).toBe('pass')
    expect(run(newWriters, [], ['function balanceOf() view', 'function sum() pure']).verdict).toBe(
      'pass',
    )
  })

  test('behavior: what catches all other calls is a way in, and where it went is none', () => {
    const { verdict, evidence } = run(newWriters, [], ['fallback() external'])
    expect(verdict).toBe('warn')
    expect(evidence[0]?.where).toBe('unmatched calls')
    expect(run(newWriters, ['fallback() external'], []).verdict).toBe('pass')
  })
})
