import { type Hash, numberToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import type { CodeAnalysis, StorageUse } from '@/lib/core/bytecode/code-analysis'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import type { ContractModel, FunctionModel } from '@/lib/core/source/contract-model'
import { stripComments } from '@/lib/core/source/strip-comments'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { newVariablesSet } from './new-variables-set'
import { judgeZero } from './zero-reliance'

const place = { path: 'A.sol', line: 1 }

function fn(name: string, given: Partial<FunctionModel> = {}): FunctionModel {
  return {
    signature: `${name}()`,
    selector: numberToHex(name.length + name.charCodeAt(0) * 256, { size: 4 }),
    name,
    contract: 'A',
    visibility: 'external',
    mutability: 'nonpayable',
    parameters: [],
    modifiers: [],
    guards: [],
    callerGuards: [],
    checks: [],
    writes: [],
    reads: [],
    literals: [],
    outgoing: [],
    unread: [],
    place,
    ...given,
    body: stripComments(given.body ?? ''),
  }
}

function model(functions: readonly FunctionModel[], once: readonly string[] = []): ContractModel {
  const initializers = functions
    .filter(({ name }) => once.includes(name))
    .map(({ signature, selector = '0x', writes }) => ({
      signature,
      selector,
      version: 2n,
      writes,
      place,
    }))
  return {
    name: 'A',
    linearization: ['A'],
    functions,
    variables: [],
    initializers,
    namespaces: [],
    slots: [],
    pureFunctions: [],
    unread: [],
  }
}

const guard = { guards: ['owner == msg.sender'], callerGuards: ['owner == msg.sender'] }
const initialize = fn('initialize', { writes: ['fee'], reads: [] })
const setFee = fn('setFee', { writes: ['fee'], body: '{ fee = fee_; }', ...guard })
const charge = fn('charge', {
  reads: ['fee', 'total'],
  body: '{ total += fee; }',
  writes: ['total'],
})

const types: StorageLayout['types'] = new Map([
  ['n', { kind: 'value', label: 'uint256', bytes: 32, value: { name: 'uint' } }],
  ['m', { kind: 'mapping', label: 'mapping(address => uint256)', key: 'n', value: 'n' }],
])
const total = { label: 'total', slot: 0n, offset: 0, type: 'n' }
const fee = { label: 'fee', slot: 1n, offset: 0, type: 'n' }
const byUser = { label: 'byUser', slot: 2n, offset: 0, type: 'm' }

function facts(word: Hash, functions = [initialize, setFee, charge]): CheckFacts {
  return {
    'storage after': known([{ words: new Map([[1n, word]]) }]),
    'old layout': known({ variables: [total], types }),
    'new layout': known({ variables: [total, fee, byUser], types }),
    'old model': known(model([])),
    'new model': known(model(functions, ['initialize'])),
  }
}

const [zero, five] = [numberToHex(0, { size: 32 }), numberToHex(5, { size: 32 })]

describeCheck(newVariablesSet, { bad: facts(zero), twin: facts(five) })

describe('ST-11', () => {
  test('behavior: a slot that was not read is unknown', () => {
    const unread = { ...facts(five), 'storage after': known([{ words: new Map() }]) }
    expect(runOn(newVariablesSet, unread).verdict).toBe('unknown')
  })

  test('behavior: nothing new, and nothing known', () => {
    const same = { ...facts(zero), 'old layout': known({ variables: [total, fee, byUser], types }) }
    expect(runOn(newVariablesSet, same).verdict).toBe('not-applicable')
    const { 'storage after': after } = facts(zero)
    expect(runOn(newVariablesSet, after ? { 'storage after': after } : {}).verdict).toBe('unknown')
  })

  test('behavior: without sources a place that only functions with other writes rely on', () => {
    const use = (slot: bigint, reads: string[], writes: string[], type = 'uint256') =>
      ({ slot, offset: 0, type, reads, writes }) as StorageUse
    const empty: CodeAnalysis = { opcodes: [], touchesStorage: true, selectors: [], storage: [] }
    const judge = (...storage: StorageUse[]) =>
      runOn(newVariablesSet, {
        'storage after': known([{ words: new Map([[1n, zero]]) }]),
        'old analysis': known(empty),
        'new analysis': known({ ...empty, storage }),
      }).verdict
    const written = use(2n, [], ['0xaa'], 'mapping(address => uint256)')
    expect(judge(use(1n, ['0xaa'], ['0xbb']), written)).toBe('fail')
    expect(judge(use(1n, ['0xaa', '0xbb'], ['0xbb']), written)).toBe('unknown')
    expect(judge(use(1n, ['0xaa'], ['0xbb'], 'bool'), written)).toBe('unknown')
  })
})

describe('what begins with zero by design', () => {
  const judge = (functions: readonly FunctionModel[], isBool = false) =>
    judgeZero({ name: 'fee', isBool }, model(functions, ['initialize']))

  test('default: read by none, by its getter, by its initializer', () => {
    expect(judge([setFee]).verdict).toBe('pass')
    const getter = fn('getFee', { mutability: 'view', reads: ['fee'], body: '{ return fee; }' })
    expect(judge([getter, setFee]).verdict).toBe('pass')
    expect(judge([fn('initialize', { reads: ['fee'], writes: ['fee'] })]).verdict).toBe('pass')
  })

  test('behavior: counters that anyone moves, not those of an administrator', () => {
    for (const body of ['{ fee += 1; }', '{ fee++; }', '{ ++$.fee; }', '{ fee = fee + 2; }']) {
      const count = fn('count', { reads: ['fee'], writes: ['fee'], body })
      expect(judge([count, charge]).verdict).toBe('pass')
      const adding = fn('addFee', { reads: ['fee'], writes: ['fee'], body, ...guard })
      expect(judge([adding, charge]).verdict).toBe('fail')
    }
  })

  test('behavior: written before it is read, and the other way round', () => {
    const both = { reads: ['fee'], writes: ['fee'] }
    expect(judge([fn('a', { ...both, body: '{ fee = 2; total = fee; }' })]).verdict).toBe('pass')
    const late = fn('a', { ...both, body: '{ require(fee == 2); fee = 3; }' })
    expect(judge([late]).verdict).toBe('unknown')
  })

  test('behavior: flags, and zero that the code knows of', () => {
    expect(judge([charge, setFee], true).verdict).toBe('pass')
    expect(judge([charge], true).verdict).toBe('warn')
    const asking = fn('asking', { reads: ['fee'], body: '{ if (fee == 0) return; }' })
    expect(judge([asking, setFee]).verdict).toBe('warn')
    expect(judge([charge, setFee]).verdict).toBe('fail')
  })
})
