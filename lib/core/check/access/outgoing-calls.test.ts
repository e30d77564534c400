import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import {
  contractModel,
  functionModel,
  guardedModel,
  outgoingCall,
} from '@/lib/core/check/__fixtures__/function-model'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniModel } from '@/lib/core/check/__fixtures__/mini-models'
import type { FunctionModel, OutgoingCall } from '@/lib/core/source/contract-model'
import { noArbitraryCall } from './no-arbitrary-call'
import { noChosenCode } from './no-chosen-code'

const model = (name: string) => ({ 'new model': known(miniModel(name)) })

describeCheck(noArbitraryCall, { bad: model('RouterOpen'), twin: model('Router') })

test('error: what a stranger can do is told', () => {
  const evidence = ['RouterOpen', 'RouterLending'].flatMap((name) =>
    runOn(noArbitraryCall, model(name)).evidence.map(({ what }) => what),
  )
  expect(evidence).toMatchInlineSnapshot(`
    [
      "routeAll((address,bytes)[]) calls the given address with given data: steps[i].to",
      "lend(address,uint256) lets the given address spend: token",
    ]
  `)
})

describeCheck(noChosenCode, { bad: model('ModuleOpen'), twin: model('Module') })

test.each([
  ['ModuleAssembly', 'fail'],
  ['ModuleStored', 'warn'],
  ['ModuleStoredOpen', 'fail'],
  ['Upgraded', 'pass'],
  ['UpgradedOpen', 'fail'],
])('behavior: delegations of %s', (name, verdict) => {
  expect(runOn(noChosenCode, model(name))).toMatchObject({ verdict })
})

const doing = (outgoing: readonly Partial<OutgoingCall>[], more: Partial<FunctionModel> = {}) => {
  const parameters = ['target', 'data']
  return functionModel({ parameters, outgoing: outgoing.map((one) => outgoingCall(one)), ...more })
}
const modelOf = (...functions: readonly FunctionModel[]) => ({
  'new model': known(contractModel(functions)),
})

describe('AC-06, call by call', () => {
  const run = (outgoing: readonly Partial<OutgoingCall>[], more: Partial<FunctionModel> = {}) =>
    runOn(noArbitraryCall, modelOf(doing(outgoing, more)))
  const verdictOf = (...parameters: Parameters<typeof run>) => run(...parameters).verdict

  test('error: both target and data are given, and nothing chooses the target', () => {
    expect(verdictOf([{}])).toBe('fail')
    expect(verdictOf([{ target: 'caller' }])).toBe('fail')
    expect(verdictOf([{ target: 'storage' }])).toBe('pass')
    expect(verdictOf([{ dataFromParameter: false }])).toBe('pass')
    expect(verdictOf([{ kind: 'staticcall' }])).toBe('pass')
    expect(verdictOf([{}], { guards: ['listed[target]'] })).toBe('pass')
    expect(verdictOf([{}], { guards: ['!denied[target]'] })).toBe('fail')
    expect(verdictOf([{}], { guards: ['target == data'] })).toBe('fail')
    expect(verdictOf([{}], { mutability: 'view' })).toBe('pass')
  })

  const member = (
    name: string,
    ...given: readonly OutgoingCall['target'][]
  ): Partial<OutgoingCall> => ({
    kind: 'member',
    member: name,
    target: 'storage',
    targetText: 'token',
    dataFromParameter: false,
    arguments: given,
    argumentTexts: given.map((_, at) => `a${at}`),
  })

  test('error: whoever calls names who may spend', () => {
    for (const name of [
      'approve',
      'forceApprove',
      'safeIncreaseAllowance',
      'setApprovalForAll',
      'setOperator',
      'authorizeOperator',
    ]) {
      expect(verdictOf([member(name, 'parameter', 'constant')])).toBe('fail')
      expect(verdictOf([member(name, 'storage', 'parameter')])).toBe('pass')
      // Of a library the token comes first.
      expect(verdictOf([member(name, 'parameter', 'storage', 'parameter')])).toBe('pass')
      expect(verdictOf([member(name, 'storage', 'caller', 'constant')])).toBe('fail')
    }
    expect(verdictOf([member('transfer', 'parameter', 'constant')])).toBe('pass')
    expect(verdictOf([member('approve')])).toBe('pass')
    expect(
      verdictOf([member('approve', 'parameter', 'constant')], { guards: ['listed[a0]'] }),
    ).toBe('pass')
    expect(verdictOf([{ ...member('approve', 'parameter'), kind: 'staticcall' }])).toBe('pass')
  })

  const assembly: Partial<OutgoingCall> = {
    kind: 'assembly',
    member: 'call',
    targetText: 'target',
    dataFromParameter: false,
  }

  test('error: a call in assembly beside one of a token', () => {
    expect(run([assembly])).toMatchObject({
      verdict: 'warn',
      evidence: [{ what: 'f() calls the given address in assembly: target' }],
    })
    expect(verdictOf([{ ...assembly, target: 'storage' }])).toBe('pass')
    expect(verdictOf([{ ...assembly, member: 'staticcall' }])).toBe('pass')
    expect(verdictOf([assembly], { guards: ['listed[target]'] })).toBe('pass')
    const pull = member('safeTransferFrom', 'caller', 'constant', 'parameter')
    expect(verdictOf([pull, assembly])).toBe('warn')
    // Libraries of tokens call the token in assembly.
    expect(verdictOf([{ ...pull, targetText: 'IERC20(target)' }, assembly])).toBe('pass')
    expect(verdictOf([{ ...pull, argumentTexts: ['target', 'a', 'b'] }, assembly])).toBe('pass')
    expect(verdictOf([{ ...member('claim'), targetText: 'target' }, assembly])).toBe('warn')
  })

  test('behavior: chosen callers may, and what could not be followed is unknown', () => {
    const guarded = guardedModel(['owner == msg.sender'], { outgoing: [outgoingCall()] })
    expect(runOn(noArbitraryCall, modelOf(guarded)).verdict).toBe('pass')
    const frozen = guardedModel(['!frozen[msg.sender]'], { outgoing: [outgoingCall()] })
    expect(runOn(noArbitraryCall, modelOf(frozen)).verdict).toBe('fail')
    expect(verdictOf([], { unread: ['a pointer'] })).toBe('unknown')
  })
})

describe('AC-07, delegation by delegation', () => {
  const delegating = (call: Partial<OutgoingCall>, more: Partial<FunctionModel> = {}) =>
    doing([{ kind: 'delegatecall', dataFromParameter: false, ...call }], more)
  const verdictOf = (...functions: readonly FunctionModel[]) =>
    runOn(noChosenCode, modelOf(...functions)).verdict

  test('behavior: by where the target comes from', () => {
    expect(verdictOf(delegating({}))).toBe('fail')
    expect(verdictOf(delegating({ target: 'caller' }))).toBe('fail')
    expect(verdictOf(delegating({ target: 'unknown' }))).toBe('unknown')
    expect(verdictOf(delegating({ target: 'storage', targetText: 'handler' }))).toBe('warn')
    for (const target of ['constant', 'immutable'] as const) {
      expect(verdictOf(delegating({ target }))).toBe('pass')
    }
    for (const member of ['delegatecall', 'callcode']) {
      expect(verdictOf(delegating({ kind: 'assembly', member }))).toBe('fail')
    }
    expect(verdictOf(delegating({ kind: 'assembly', member: 'call' }))).toBe('pass')
    expect(verdictOf(delegating({}, { visibility: 'internal' }))).toBe('pass')
  })

  test('behavior: a guard, or a list, chooses', () => {
    const owned = { guards: ['owner == msg.sender'], callerGuards: ['owner == msg.sender'] }
    for (const target of ['parameter', 'unknown'] as const) {
      expect(verdictOf(delegating({ target }, owned))).toBe('pass')
      expect(verdictOf(delegating({ target }, { guards: ['listed[target]'] }))).toBe('pass')
      expect(verdictOf(delegating({ target }, { guards: ['!denied[target]'] }))).not.toBe('pass')
    }
  })

  const stored = delegating({ target: 'storage', targetText: 'handlers[id].at' })
  const setter = (guards: readonly string[], more: Partial<FunctionModel> = {}) =>
    guardedModel(guards, {
      name: 'set',
      parameters: ['handler_', 'id'],
      writes: ['A.handlers'],
      ...more,
    })

  test('error: what is kept in storage, and anybody may set', () => {
    expect(verdictOf(stored)).toBe('warn')
    expect(verdictOf(stored, setter([]))).toBe('fail')
    expect(verdictOf(stored, setter([], { writes: ['A.other'] }))).toBe('warn')
    expect(verdictOf(stored, setter([], { visibility: 'internal' }))).toBe('warn')
    expect(verdictOf(stored, setter(['owner == msg.sender']))).toBe('warn')
  })

  test('error: a guard that any caller meets is none', () => {
    for (const guard of [
      'address(0) != handler_',
      '0 < handler_.code.length',
      'id < 5',
      '!frozen[msg.sender]',
      'open || handler_ != address(0)',
    ]) {
      expect(verdictOf(stored, setter([guard]))).toBe('fail')
    }
    for (const guard of [
      '!set',
      'listed[handler_]',
      'handlers[id] == address(0)',
      'isListed(handler_)',
      'false',
    ]) {
      expect(verdictOf(stored, setter([guard]))).toBe('warn')
    }
    expect(verdictOf(stored, setter(['address(0) != handler_', '!set']))).toBe('warn')
  })
})
