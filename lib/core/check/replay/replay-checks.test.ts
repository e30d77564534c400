import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import {
  emittedNew,
  replayResult,
  revertedEnd,
  sampleReplay,
  wroteOtherwise,
} from '@/lib/core/replay/__fixtures__/sample-replay'
import { groupResults } from '@/lib/core/replay/group-results'
import type { MutatedTransactions } from '@/lib/core/replay/mutated-transactions'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import { gasKept } from './gas-kept'
import { mutationsKept } from './mutations-kept'
import {
  nothingNewlyReverts,
  nothingNewlySucceeds,
  replayChecks,
  sameEffect,
} from './replay-checks'

function facts(...results: readonly ReplayResult[]) {
  return { replay: known(sampleReplay(results), 'chain') }
}

const other = replayResult(2, { outcome: 'different', differences: [wroteOtherwise, emittedNew] })
const dear = replayResult(2, { after: { succeeded: true, gasUsed: 60_000n } })

describeCheck(sameEffect, { bad: facts(replayResult(1), other), twin: facts(replayResult(1)) })
describeCheck(nothingNewlySucceeds, {
  bad: facts(replayResult(1, { outcome: 'newly succeeds', before: revertedEnd })),
  twin: facts(replayResult(1, { before: revertedEnd, after: revertedEnd })),
})
describeCheck(nothingNewlyReverts, {
  bad: facts(replayResult(1, { outcome: 'newly reverts', after: revertedEnd })),
  twin: facts(replayResult(1)),
})
describeCheck(gasKept, { bad: facts(dear), twin: facts(replayResult(1)) })

const mutated = (more: Partial<MutatedTransactions> = {}) => ({
  'mutated transactions': known({
    transactions: 2,
    calls: 20,
    effective: 9,
    groups: [],
    untried: [],
    ...more,
  }),
})
const change = 'word 2 of its arguments, as the one before: 8 → 7'
const groups = groupResults([other], []).map((group) => ({ ...group, change }))

describeCheck(mutationsKept, { bad: mutated({ groups }), twin: mutated() })

describe('DR-05', () => {
  test('behavior: how it was changed is told', () => {
    const { detail, evidence } = runOn(mutationsKept, mutated({ groups }))
    expect(detail).toBe('1 of 20 calls that lie beside 2 recent transactions come out otherwise.')
    expect(evidence[0]?.what).toContain(
      `another effect, 1 ×, first beside ${other.hash} (${change})`,
    )
  })

  test.each([
    ['operator', 'pass'],
    ['proposer', 'fail'],
  ] as const)('behavior: what the %s announced: %s', (by, verdict) => {
    const declared = groups.map((group) => ({ ...group, declared: { by, reason: 'fees' } }))
    const judged = runOn(mutationsKept, mutated({ groups: declared }))
    expect(judged.verdict).toBe(verdict)
    expect(judged.evidence[0]?.what).toContain(`announced by the ${by}: fees`)
  })

  test.each([
    ['nothing to change', { transactions: 0, calls: 0, effective: 0 }],
    ['nothing but refusals', { effective: 0 }],
    ['something untried', { untried: ['8 of 28 calls, after 400000001 gas'] }],
  ])('behavior: %s is no pass', (_, more) => {
    const { verdict, evidence } = runOn(mutationsKept, mutated(more))
    expect(verdict).toBe('unknown')
    expect(evidence).not.toEqual([])
  })
})

describe('what was announced', () => {
  const meant = (by: 'operator' | 'proposer') => ({
    replay: known(
      sampleReplay([other], {
        expected: [{ by, reason: 'fees', selector: '0x2c16cd8a' }],
      }),
      'chain',
    ),
  })

  test('behavior: by the operator it passes, and is told', () => {
    const { verdict, evidence } = runOn(sameEffect, meant('operator'))
    expect(verdict).toBe('pass')
    expect(evidence[0]?.what).toContain('announced by the operator: fees')
  })

  test('behavior: by the proposer it informs and does not pass', () => {
    const { verdict, evidence } = runOn(sameEffect, meant('proposer'))
    expect(verdict).toBe('fail')
    expect(evidence[0]?.what).toContain('announced by the proposer: fees')
  })
})

describe('what was not seen is no pass', () => {
  const unknown = replayResult(2, { outcome: 'unknown', reason: 'silent' })
  const wrong = replayResult(2, { outcome: 'not reproducible', reason: 'other gas' })
  test.each([
    ['no transaction at all', sampleReplay([])],
    ['one that could not be run', sampleReplay([replayResult(1), unknown])],
    ['one that the old code does not reproduce', sampleReplay([replayResult(1), wrong])],
    ['none but those before the proxy', sampleReplay([replayResult(1, { outcome: 'not run' })])],
    ['a source with gaps', sampleReplay([replayResult(1)], { gaps: ['no traces'] })],
    ['screening alone', sampleReplay([replayResult(1)], { mode: 'screening' })],
  ])('behavior: %s', (_, replay) => {
    for (const check of replayChecks.filter(({ needs }) => needs.includes('replay'))) {
      const { verdict, evidence } = runOn(check, { replay: known(replay, 'chain') })
      expect([check.id, verdict]).toEqual([check.id, 'unknown'])
      expect(evidence).not.toEqual([])
    }
  })

  test('behavior: a finding stays one beside it', () => {
    expect(
      runOn(sameEffect, facts(other, { ...unknown, hash: replayResult(9).hash })).verdict,
    ).toBe('fail')
  })

  test('behavior: one that ran before there was a proxy does not matter beside others', () => {
    const before = replayResult(1, { outcome: 'not run' })
    expect(runOn(sameEffect, facts(before, replayResult(2))).verdict).toBe('pass')
  })
})

test('DR-04: a little more gas asks for a look', () => {
  const more = replayResult(2, { after: { succeeded: true, gasUsed: 52_000n } })
  expect(runOn(gasKept, facts(more))).toMatchObject({
    verdict: 'warn',
    detail: 'A function uses 4.0 % more gas on average.',
  })
})

describe('each of its own kind', () => {
  const reverts = replayResult(3, { outcome: 'newly reverts', after: revertedEnd })
  const succeeds = replayResult(4, { outcome: 'newly succeeds', before: revertedEnd })
  const all = facts(replayResult(1), other, reverts, succeeds)
  const rows = [
    [sameEffect, other, 'have another effect'],
    [nothingNewlySucceeds, succeeds, 'reverted and would succeed'],
    [nothingNewlyReverts, reverts, 'succeeded and would revert'],
  ] as const

  test.each(rows)('behavior: of all differences $id counts its own', (check, own, noun) => {
    expect(runOn(check, all)).toMatchObject({
      verdict: 'fail',
      detail: `1 of 4 transactions ${noun}.`,
      evidence: [{ what: expect.stringContaining(own.hash) }],
    })
    const others = [other, reverts, succeeds].filter((result) => result !== own)
    expect(runOn(check, facts(replayResult(1), ...others))).toMatchObject({
      verdict: 'pass',
      detail: `None of 3 transactions ${noun}.`,
      evidence: [],
    })
  })

  test('behavior: what nobody announced stands before what the operator did', () => {
    const third = {
      ...other,
      ...replayResult(5),
      outcome: 'different' as const,
      differences: [wroteOtherwise],
    }
    const replay = sampleReplay([other, third])
    const groups = groupResults([other, third], [])
    const [one, two] = groups.length > 1 ? groups : [groups[0]!, { ...groups[0]!, transactions: 7 }]
    const declared = { by: 'operator', reason: 'fees' } as const
    const judged = (some: typeof groups) =>
      runOn(sameEffect, { replay: known({ ...replay, groups: some }, 'chain') })
    const { verdict, evidence } = judged([{ ...one!, declared }, two!])
    expect(verdict).toBe('fail')
    expect(evidence).toHaveLength(2)
    expect(evidence[1]?.what).toContain('announced by the operator: fees')
    expect(judged([{ ...one!, declared }])).toMatchObject({
      verdict: 'pass',
      detail: `${one!.transactions} of 2 transactions have another effect, as the operator announced.`,
    })
  })

  test('behavior: of very many groups and causes the first are told', () => {
    const [group] = groupResults([other], [])
    const causes = ['a', 'b', 'c', 'd', 'e', 'f']
    const judged = (count: number, some: readonly string[]) =>
      runOn(sameEffect, {
        replay: known(
          {
            ...sampleReplay([other]),
            groups: Array.from({ length: count }, () => ({ ...group!, causes: some })),
          },
          'chain',
        ),
      }).evidence
    expect(judged(12, causes)).toHaveLength(12)
    expect(judged(13, causes)).toHaveLength(12)
    expect(judged(1, causes)[0]?.what).toMatch(/: a; b; c; d; and 2 more$/)
    expect(judged(1, causes.slice(0, 4))[0]?.what).toMatch(/: a; b; c; d$/)
  })
})

test('DR-04: bounds, and what grew most stands first', () => {
  const of = (...gas: readonly bigint[]) =>
    runOn(gasKept, {
      replay: known(
        {
          ...sampleReplay([replayResult(1)]),
          gas: gas.map((after) => ({
            ...sampleReplay([replayResult(1)]).gas[0]!,
            before: 1_000n,
            after,
          })),
        },
        'chain',
      ),
    })
  expect([of(1_020n), of(1_021n), of(1_100n), of(1_101n)].map(({ verdict }) => verdict)).toEqual([
    'pass',
    'warn',
    'warn',
    'fail',
  ])
  expect(of(1_030n, 1_090n, 1_050n).evidence.map(({ what }) => what.split(':')[0])).toEqual([
    '+9.0 %',
    '+5.0 %',
    '+3.0 %',
  ])
  expect(of(...Array.from({ length: 13 }, () => 1_050n)).evidence).toHaveLength(12)
})
