import { type Hash, numberToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import type { CheckFacts, LiveStorage } from '@/lib/core/check/check-facts'
import { layOut, type VariableSpec } from '@/lib/core/storage-layout/__fixtures__/lay-out'
import { liveValues } from './live-values'

type Variables = readonly VariableSpec[]

const word = (value: bigint): Hash => numberToHex(value, { size: 32 })
const words = (...values: readonly (bigint | undefined)[]): LiveStorage['words'] =>
  new Map(values.flatMap((one, at) => (one === undefined ? [] : [[BigInt(at), word(one)]])))

function facts(from: Variables, to: Variables, ...live: readonly LiveStorage[]): CheckFacts {
  return {
    'old layout': known(layOut(...from)),
    'new layout': known(layOut(...to)),
    'live values': known(live),
  }
}

const pair: Variables = [
  ['owner', 'address'],
  ['total', 'uint256'],
]
const [owner, total] = pair as [VariableSpec, VariableSpec]
const paused: VariableSpec = ['paused', 'bool']

describeCheck(liveValues, {
  bad: facts(pair, [total, owner], { words: words(7n, 9n) }),
  twin: facts(pair, [...pair, paused], { words: words(7n, 9n, 0n) }),
})

describe('ST-02', () => {
  const run = (from: Variables, to: Variables, ...values: readonly (bigint | undefined)[]) =>
    runOn(liveValues, facts(from, to, { words: words(...values) }))

  test('error: what reads differently, and what it cannot hold', () => {
    expect(run(pair, [total, owner], 7n, 9n).evidence).toEqual([
      { where: 'slot 1 → 0', what: 'total reads 9 before and 7 after' },
      {
        where: 'slot 0 → 1',
        what: 'owner reads 0x0000000000000000000000000000000000000007 before and 0x0000000000000000000000000000000000000009 after',
      },
    ])
    expect(run([owner], [['owner', 'bool']], 7n)).toMatchObject({
      verdict: 'fail',
      evidence: [
        {
          where: 'slot 0',
          what: 'owner reads 0x0000000000000000000000000000000000000007 before and 7, no truth value after, which it cannot hold',
        },
      ],
    })
    expect(run([owner], [['owner', 'uint160']], 7n)).toMatchObject({
      verdict: 'warn',
      detail: '1 variables begin with what is already there, or read it in other words.',
    })
  })

  test('error: a new variable on what is already there', () => {
    expect(run(pair, [...pair, paused], 7n, 9n, 1n)).toMatchObject({
      verdict: 'warn',
      evidence: [{ where: 'slot 2', what: 'paused is new and begins with true' }],
    })
    expect(run(pair, [...pair, paused], 7n, 9n, 2n).verdict).toBe('fail')
  })

  test('behavior: a slot that was not read is unknown, and what lay there is not new', () => {
    expect(run(pair, [total], 7n, undefined)).toMatchObject({
      verdict: 'unknown',
      detail: '1 of 2 slots were not read.',
      evidence: [{ where: 'slot 1', what: 'not read' }],
    })
    const list: VariableSpec = ['list', { array: 'uint256', length: 2 }]
    expect(run([total, list], [list, total], 1n, undefined, 3n).verdict).not.toBe('pass')
    expect(run([total, list], [list], 1n, 2n, undefined)).toMatchObject({ verdict: 'fail' })
    expect(run(pair, [...pair, paused], 7n, undefined, 1n).evidence[0]?.what).toBe(
      'paused is new and begins with true',
    )
    expect(run(pair, [...pair, paused], 7n, undefined, 2n).verdict).toBe('fail')
  })

  test('behavior: storage of no proxy at all is unknown', () => {
    expect(runOn(liveValues, facts(pair, pair)).verdict).toBe('unknown')
    expect(runOn(liveValues, facts([], [])).verdict).toBe('not-applicable')
  })

  test('behavior: of several proxies each is named, of one none', () => {
    const proxies = [
      '0x0000000000000000000000000000000000000001',
      '0x0000000000000000000000000000000000000002',
    ] as const
    const live = proxies.map((proxy, at) => ({ proxy, words: words(7n, 9n, BigInt(at)) }))
    const { evidence } = runOn(liveValues, facts(pair, [...pair, paused], ...live))
    expect(evidence.map(({ where }) => where)).toEqual([`${proxies[1]} slot 2`])
    const one = runOn(liveValues, facts(pair, [...pair, paused], live[1]!))
    expect(one.evidence.map(({ where }) => where)).toEqual(['slot 2'])
    const same = live.map(() => ({ words: words(7n, 9n, 1n) }))
    expect(runOn(liveValues, facts(pair, [...pair, paused], ...same)).evidence).toHaveLength(2)
    expect(runOn(liveValues, facts(pair, pair, ...live)).detail).toBe(
      'All values of 4 slots read the same.',
    )
  })

  test('behavior: two variables of one name are held against each other in their order', () => {
    const twice: Variables = [
      ['a', 'uint256'],
      ['a', 'uint256'],
    ]
    expect(run(twice, twice, 1n, 2n).verdict).toBe('pass')
    expect(run(twice, [...twice, paused], 1n, 2n, 0n).verdict).toBe('pass')
  })
})
