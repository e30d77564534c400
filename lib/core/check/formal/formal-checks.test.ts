import type { Hex } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import {
  contractModel,
  functionModel,
  guardedModel,
  outgoingCall,
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

  const one = (name: string, changes: Partial<FunctionModel> = {}) =>
    functionModel({ name, writes: ['shares'], checks: ['_checkDebt'], body: '{ a }', ...changes })
  const judge = (
    from: readonly FunctionModel[],
    to: readonly FunctionModel[],
    once: readonly string[] = [],
    unread: readonly string[] = [],
  ) => {
    const initializers = once.map((selector) => ({
      signature: selector,
      selector: selector as Hex,
      version: 1n,
      writes: [],
      place: { path: 'src/A.sol', line: 1 },
    }))
    return runOn(siblingsChecked, {
      'old model': known(contractModel(from)),
      'new model': known(contractModel(to, { initializers, unread })),
    })
  }
  const siblings = [one('withdraw'), one('transfer')]
  const donate = (changes: Partial<FunctionModel> = {}) => one('donate', { checks: [], ...changes })

  test('behavior: two siblings, and most of them, make a rule', () => {
    expect(judge(siblings, [...siblings, donate()])).toMatchObject({
      verdict: 'fail',
      detail: '1 times a check of siblings is missing. Whether it is needed, people have to say.',
      evidence: [
        { what: 'donate() writes shares without _checkDebt, which withdraw, transfer make' },
      ],
    })
    expect(judge(siblings, [siblings[0]!, donate()]).verdict).toBe('pass')
    const others = [one('x', { checks: [] }), one('y', { checks: [] })]
    expect(judge([...siblings, ...others], [...siblings, ...others, donate()]).verdict).toBe('pass')
    const three = [...siblings, others[0]!]
    expect(judge(three, [...three, donate()]).verdict).toBe('fail')
    expect(judge(siblings, [...siblings, donate({ checks: ['_checkDebt'] })]).verdict).toBe('pass')
    expect(judge(siblings, [...siblings, donate({ writes: ['other'] })]).verdict).toBe('pass')
    // One missing check is told once.
    const wide = [one('a', { writes: ['b', 'c'] }), one('d', { writes: ['b', 'c'] })]
    expect(judge(wide, [...wide, donate({ writes: ['b', 'c'] })]).evidence).toHaveLength(1)
  })

  test('behavior: what is no rule of the state', () => {
    for (const variable of ['_status', 'reentrancyLock', '_initialized', 'unlocked']) {
      const given = { writes: [variable] }
      const both = [one('a', given), one('b', given)]
      expect(judge(both, [...both, donate(given)]).verdict).toBe('pass')
    }
    for (const variable of ['status', 'statusOf', 'my_status', 'locked']) {
      const given = { writes: [variable] }
      const both = [one('a', given), one('b', given)]
      expect(judge(both, [...both, donate(given)]).verdict).toBe('fail')
    }
    for (const check of ['safeTransfer', '_approve', 'permit', 'useAllowance']) {
      const given = { checks: [check] }
      const both = [one('a', given), one('b', given)]
      expect(judge(both, [...both, donate()]).verdict).toBe('pass')
    }
  })

  test('behavior: chosen callers, set-up and readers follow rules of their own', () => {
    const owned = { guards: ['owner == msg.sender'], callerGuards: ['owner == msg.sender'] }
    expect(judge(siblings, [...siblings, donate(owned)]).verdict).toBe('pass')
    expect(judge(siblings, [...siblings, donate({ visibility: 'internal' })]).verdict).toBe('pass')
    const selector = '0x12345678' as const
    expect(judge(siblings, [...siblings, donate({ selector })], [selector]).verdict).toBe('pass')
    expect(judge(siblings, [...siblings, donate({ selector })], ['0x87654321']).verdict).toBe(
      'fail',
    )
    const chosen = siblings.map((sibling) => ({ ...sibling, ...owned }))
    const once = chosen.map((sibling) => ({ ...sibling, selector }))
    // That what sets it up writes something reserves nothing.
    expect(judge(once, [...once, donate()], [selector]).verdict).toBe('pass')
    expect(judge(once, [...once, donate()]).verdict).toBe('fail')
  })

  test('behavior: a change of the body, of what it writes or of what it checks is looked at', () => {
    const before = donate({ writes: [], body: '{ b }' })
    expect(judge([...siblings, before], [...siblings, donate({ body: '{ b }' })]).verdict).toBe(
      'fail',
    )
    const checked = one('donate', { body: '{ b }' })
    expect(judge([...siblings, checked], [...siblings, donate({ body: '{ b }' })]).verdict).toBe(
      'fail',
    )
    // It lacked the check already, whatever else of it changed.
    expect(judge([...siblings, donate()], [...siblings, donate({ body: '{ c }' })]).verdict).toBe(
      'pass',
    )
    expect(judge([...siblings, donate()], [...siblings, donate()]).verdict).toBe('pass')
    const detail = (from: FunctionModel, to: FunctionModel) => judge([from], [to]).detail[0]
    expect(detail(one('a'), one('a'))).toBe('0')
    expect(detail(one('a'), one('a', { body: '{ c }' }))).toBe('1')
    expect(detail(one('a'), one('a', { writes: ['b'] }))).toBe('1')
    expect(detail(one('a'), one('a', { checks: ['b'] }))).toBe('1')
  })

  test('behavior: the same call of the same contract is reserved as well', () => {
    const owned = ['owner == msg.sender']
    const call = (targetText: string, more = {}) => ({
      outgoing: [
        outgoingCall({
          kind: 'member',
          member: 'transfer',
          target: 'storage',
          targetText,
          ...more,
        }),
      ],
    })
    const pay = guardedModel(owned, { name: 'pay', ...call('token') })
    const out = (more = {}, target = 'token') =>
      functionModel({ name: 'out', ...call(target, more) })
    expect(judge([pay], [pay, out()]).verdict).toBe('fail')
    expect(judge([pay], [pay, out({}, 'other')]).verdict).toBe('pass')
    expect(judge([pay], [pay, out({ member: 'burn' })]).verdict).toBe('pass')
    const given = guardedModel(owned, { name: 'pay', ...call('token', { target: 'parameter' }) })
    expect(judge([given], [given, out({ target: 'parameter' })]).verdict).toBe('pass')
    const read = guardedModel(owned, { name: 'pay', ...call('token', { kind: 'staticcall' }) })
    expect(judge([read], [read, out({ kind: 'staticcall' })]).verdict).toBe('pass')
  })

  test('behavior: what could not be read is no pass', () => {
    expect(judge(siblings, siblings, [], ['functions: odd'])).toMatchObject({
      verdict: 'unknown',
      evidence: [{ what: 'functions: odd' }],
    })
    const odd = { ...siblings[0]!, unread: ['a pointer'] }
    expect(judge([odd], siblings).verdict).toBe('unknown')
  })
})
