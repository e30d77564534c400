import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { contractModel } from '@/lib/core/check/__fixtures__/function-model'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniModel, modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
import type { SlotModel, VariableModel } from '@/lib/core/source/contract-model'
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

const place = { path: 'src/A.sol', line: 3 }

describe('ST-06, base by base', () => {
  const variable = (contract: string, changes: Partial<VariableModel> = {}): VariableModel => ({
    name: 'one',
    contract,
    type: 'uint256',
    mutability: 'mutable',
    hasInitialValue: false,
    place,
    ...changes,
  })
  type Given = {
    readonly unread?: readonly string[]
    readonly variables?: readonly VariableModel[]
  }
  /** Most basic first. */
  const built = (bases: readonly string[], { unread = [], variables }: Given = {}) =>
    known(
      contractModel([], {
        name: 'A',
        linearization: ['A', ...bases.toReversed()],
        variables: variables ?? bases.map((base) => variable(base)),
        unread,
      }),
    )
  const run = (from: ReturnType<typeof built>, to: ReturnType<typeof built>) =>
    runOn(inheritanceKept, { 'old model': from, 'new model': to })

  test('default', () => {
    expect(run(built(['B', 'C']), built(['B', 'C']))).toMatchObject({
      verdict: 'pass',
      detail: '2 bases stand in their order.',
      evidence: [],
    })
    expect(run(built(['B', 'C']), built(['C', 'B']))).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: 'B < C' }, { what: 'C < B' }],
    })
  })

  test('error: a new base whose variables could not be read may push those of others', () => {
    const unread = { variables: [variable('B')], unread: ['variables: odd'] }
    expect(run(built(['B']), built(['N', 'B'], unread))).toMatchObject({
      verdict: 'unknown',
      evidence: [{ what: 'B' }, { what: 'N < B' }, { where: 'A', what: 'variables: odd' }],
    })
    const read = { variables: [variable('B')] }
    expect(run(built(['B']), built(['N', 'B'], read)).verdict).toBe('pass')
    expect(run(built(['B'], { unread: ['functions: odd'] }), built(['B'])).verdict).toBe('unknown')
    expect(run(built(['C', 'B']), built(['B', 'C'], unread)).verdict).toBe('fail')
  })

  test('behavior: an order that could not be read is unknown', () => {
    const none = known(contractModel([], { linearization: [] }))
    expect(run(none, built(['B'])).verdict).toBe('unknown')
    expect(run(built(['B']), none).verdict).toBe('unknown')
  })

  test('behavior: a new base pushes what stands behind it, if both keep something in storage', () => {
    expect(run(built(['B', 'C']), built(['B', 'N', 'C'])).evidence[0]).toEqual({
      where: 'N',
      what: 'stands in front of C',
    })
    expect(run(built(['B', 'C']), built(['B', 'C', 'N'])).verdict).toBe('pass')
    const constant = [variable('N', { mutability: 'constant' }), variable('B')]
    expect(run(built(['B']), built(['N', 'B'], { variables: constant })).verdict).toBe('pass')
    const immutable = [variable('N'), variable('B', { mutability: 'immutable' })]
    expect(run(built(['B']), built(['N', 'B'], { variables: immutable })).verdict).toBe('pass')
  })
})

describe('ST-08, slot by slot', () => {
  const slot = (name: string, value: bigint | undefined, contract = 'A'): SlotModel => ({
    name,
    contract,
    value,
    place,
  })
  const run = (from: readonly SlotModel[], to: readonly SlotModel[], unread: string[] = []) =>
    runOn(slotsKept, {
      'old model': known(contractModel([], { slots: from })),
      'new model': known(contractModel([], { slots: to, unread })),
    })

  test('error: another value under the old name, and the twin under another', () => {
    expect(run([slot('S', 1n)], [slot('S', 2n)])).toMatchObject({
      verdict: 'fail',
      evidence: [{ where: 'src/A.sol:3', what: 'S was 0x1 and is 0x2' }],
    })
    expect(run([slot('S', 1n)], [slot('T', 1n)]).verdict).toBe('pass')
    expect(run([slot('S', 1n)], [slot('T', 2n)])).toMatchObject({
      verdict: 'warn',
      evidence: [{ where: 'src/A.sol:3, before', what: 'S is gone; it was 0x1' }],
    })
  })

  test('behavior: of several of one name that of the contract counts, else the first', () => {
    const [a, b] = [slot('S', 1n), slot('S', 2n, 'B')]
    expect(run([a, b], [b, a]).verdict).toBe('pass')
    expect(run([a, b], [slot('S', 2n), slot('S', 1n, 'B')]).verdict).toBe('fail')
    expect(run([a], [slot('S', 1n, 'A2')]).verdict).toBe('pass')
    expect(run([a], [slot('S', 3n, 'A2')]).verdict).toBe('fail')
  })

  test('behavior: a value that could not be computed is unknown', () => {
    const told = { verdict: 'unknown', detail: '1 slots could not be computed.' }
    expect(run([slot('S', 1n)], [slot('S', undefined)])).toMatchObject(told)
    expect(run([slot('S', undefined)], [slot('S', 1n)])).toMatchObject({
      ...told,
      evidence: [{ what: 'S is of no value that could be computed' }],
    })
    expect(run([slot('S', undefined)], []).verdict).toBe('unknown')
    expect(run([slot('S', undefined)], [slot('S', undefined)]).verdict).toBe('unknown')
  })

  test('behavior: parts that could not be read may name more slots', () => {
    expect(run([], [], ['slots: odd']).verdict).toBe('unknown')
    expect(run([slot('S', 1n)], [], ['slots: odd']).verdict).toBe('warn')
    expect(run([slot('S', 1n)], [slot('S', 1n)], ['slots: odd']).verdict).toBe('unknown')
  })
})
