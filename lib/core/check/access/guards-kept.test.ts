import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import {
  contractModel,
  functionModel,
  guardedModel,
} from '@/lib/core/check/__fixtures__/function-model'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniModel, modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
import type { FunctionModel } from '@/lib/core/source/contract-model'
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

  const owned = '_owner == msg.sender'
  const judge = (from: readonly FunctionModel[], to: readonly FunctionModel[]) =>
    runOn(guardsKept, {
      'old model': known(contractModel(from)),
      'new model': known(contractModel(to)),
    })
  const guarded = (guards: readonly string[], changes: Partial<FunctionModel> = {}) =>
    guardedModel(guards, { name: 'mint', selector: '0x40c10f19', ...changes })

  test('behavior: a guard that stays, but asks code that is another now, needs a look', () => {
    const asks = guarded(['_checkOwner() == msg.sender'])
    const check = (body: string, name = '_checkOwner') =>
      functionModel({ name, visibility: 'internal', body })
    expect(judge([asks, check('{ a }')], [asks, check('{ b }')])).toMatchObject({
      verdict: 'warn',
      detail: '1 guards are not what they were.',
      evidence: [{ what: 'mint(): its guard asks _checkOwner, whose code changed' }],
    })
    expect(judge([asks, check('{ a }')], [asks, check('{ a }')]).verdict).toBe('pass')
    // What has no body is an interface, and what has another name is not asked.
    expect(judge([asks, check('{ a }')], [asks, check(''), check('{ a }')]).verdict).toBe('pass')
    expect(judge([asks, check('{ a }', 'other')], [asks, check('{ b }', 'other')]).verdict).toBe(
      'pass',
    )
    expect(judge([asks, check('{ a }'), check('{ b }')], [asks, check('{ a }')]).verdict).toBe(
      'warn',
    )
    expect(judge([asks], [asks, check('{ a }')]).verdict).toBe('warn')
  })

  test('behavior: a guard that asks for more, and one that nothing passes, are no loss', () => {
    const either = guarded([`${owned} || isKeeper[msg.sender]`])
    expect(judge([either], [guarded([owned])]).verdict).toBe('pass')
    expect(judge([either], [guarded(['false'])]).verdict).toBe('pass')
    expect(judge([guarded([owned])], [guarded([owned, 'open'])]).verdict).toBe('pass')
  })

  test('behavior: other chosen callers beside asks for a look, a way for anybody opens', () => {
    expect(judge([guarded([owned])], [guarded([`${owned} || isKeeper[msg.sender]`])]).verdict).toBe(
      'warn',
    )
    const mixed = `${owned} || isKeeper[msg.sender] || open`
    expect(judge([guarded([owned])], [guarded([mixed])])).toMatchObject({
      verdict: 'fail',
      detail: '1 functions let more callers through.',
      evidence: [{ what: `mint(): ${owned} became ${mixed}` }],
    })
    expect(judge([guarded([owned])], [guarded([])]).verdict).toBe('fail')
    // A condition of others than the caller is no guard of who may call.
    expect(judge([guarded([owned, 'open'])], [guarded([owned])])).toMatchObject({
      verdict: 'warn',
      evidence: [{ what: 'mint(): no longer asks for open' }],
    })
  })

  test('error: what keeps some callers out takes no guard over that chose them', () => {
    const some = '!frozen[msg.sender]'
    expect(judge([guarded([owned])], [guarded([some])])).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: `mint(): no longer asks for ${owned}` }],
    })
    expect(judge([guarded([owned])], [guarded([`${some} || ${owned}`])]).verdict).toBe('fail')
    expect(judge([guarded([owned, some])], [guarded([owned])]).verdict).toBe('fail')
    expect(judge([guarded([some])], [guarded([])]).verdict).toBe('fail')
    expect(judge([guarded([some])], [guarded(['!gone[msg.sender]'])]).verdict).toBe('warn')
    expect(judge([guarded([some])], [guarded([owned])]).verdict).toBe('warn')
    expect(judge([guarded([owned])], [guarded([some, 'isKeeper[msg.sender]'])]).verdict).toBe(
      'warn',
    )
    expect(judge([guarded([owned, some])], [guarded([owned, some])]).verdict).toBe('pass')
  })

  test('error: a guard that let chosen callers through, among others, is gone', () => {
    expect(judge([guarded([`open || ${owned}`])], [guarded([])]).verdict).toBe('fail')
    expect(judge([guarded(['open'])], [guarded([])]).verdict).toBe('warn')
  })

  test('behavior: parameters are the same by their place, whatever they are called', () => {
    const before = guarded(['_owner == msg.sender', 'amount == cap[to]'], {
      parameters: ['to', 'amount'],
    })
    const renamed = { parameters: ['recipient', 'value'] }
    expect(judge([before], [guarded([owned, 'value == cap[recipient]'], renamed)]).verdict).toBe(
      'pass',
    )
    expect(judge([before], [guarded([owned, 'recipient == cap[value]'], renamed)]).verdict).toBe(
      'warn',
    )
    // A member of that name is no parameter.
    expect(judge([before], [guarded([owned, 'x.value == cap[recipient]'], renamed)]).verdict).toBe(
      'warn',
    )
    expect(
      judge([before], [guarded([owned, 'amount == cap[to]'], { parameters: [] })]).verdict,
    ).toBe('pass')
  })

  test('behavior: alternatives stand in any order', () => {
    const from = guarded([`a || ${owned}`], { parameters: ['b'] })
    const to = guarded([`${owned} || a`], { parameters: ['c'] })
    expect(judge([from], [to]).verdict).toBe('pass')
  })

  test('behavior: functions are the same by selector, and by signature where they have none', () => {
    const nameless = { name: '', signature: 'fallback', selector: undefined }
    expect(judge([guarded([owned], nameless)], [guarded([], nameless)]).verdict).toBe('fail')
    const other = guarded([], { selector: '0x12345678' })
    expect(judge([guarded([owned])], [other])).toMatchObject({
      verdict: 'pass',
      detail: '0 functions that write ask for all that they asked for.',
    })
    const view = guarded([], { mutability: 'view' })
    expect(judge([guarded([owned])], [view]).verdict).toBe('pass')
    expect(judge([guarded([owned], { visibility: 'internal' })], [guarded([])]).verdict).toBe(
      'pass',
    )
  })
})
