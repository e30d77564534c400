import { describe, expect, test } from 'vitest'
import {
  emittedNew,
  replayHash,
  replayResult,
  revertedEnd,
  wroteOtherwise,
} from './__fixtures__/sample-replay'
import type { ExpectedDifference } from './expected-difference'
import { groupResults } from './group-results'

const fee = (at: number) =>
  replayResult(at, { outcome: 'different', differences: [emittedNew, wroteOtherwise] })
const written = (at: number) =>
  replayResult(at, { outcome: 'different', differences: [wroteOtherwise] })
const reverts = (at: number) =>
  replayResult(at, { outcome: 'newly reverts', after: revertedEnd, differences: [wroteOtherwise] })
const succeeds = (at: number) =>
  replayResult(at, { outcome: 'newly succeeds', before: revertedEnd })

test('default: by cause, the worst first', () => {
  const results = [fee(1), replayResult(2), written(3), reverts(4), fee(5), succeeds(6), reverts(7)]
  const groups = groupResults(results, [])
  expect(
    groups.map(({ outcome, transactions, causes }) => [outcome, transactions, causes]),
  ).toEqual([
    ['newly succeeds', 1, ['reverted with 0xdeadbeef']],
    ['newly reverts', 2, ['reverts with 0xdeadbeef']],
    [
      'different',
      2,
      [
        `event ${replayHash(0xe0)} of 0x0000000000000000000000000000000000000099 is new`,
        'writes slot 0x3 of 0x0000000000000000000000000000000000000099 otherwise',
      ],
    ],
    ['different', 1, ['writes slot 0x3 of 0x0000000000000000000000000000000000000099 otherwise']],
  ])
  expect(groups[2]).toMatchObject({ first: fee(1).hash, last: fee(5).hash })
})

test('behavior: slots of mappings are one cause, those of variables each another', () => {
  const at = (slot: bigint) => ({
    ...wroteOtherwise,
    slot: `0x${slot.toString(16).padStart(64, '0')}` as const,
  })
  const of = (slot: bigint, place: number) =>
    replayResult(place, { outcome: 'different', differences: [at(slot)] })
  expect(groupResults([of(2n ** 200n, 1), of(2n ** 199n, 2)], [])).toHaveLength(1)
  expect(groupResults([of(1n, 1), of(2n, 2)], [])).toHaveLength(2)
})

test('behavior: only the first few of a group are told in full', () => {
  const [group] = groupResults(
    Array.from({ length: 40 }, (_, at) => fee(at)),
    [],
  )
  expect(group).toMatchObject({ transactions: 40 })
  expect(group?.examples).toHaveLength(5)
})

describe('what was announced', () => {
  const operator = (other: Partial<ExpectedDifference>): ExpectedDifference => ({
    by: 'operator',
    reason: 'voted',
    ...other,
  })
  const declared = (
    results: Parameters<typeof groupResults>[0],
    ...expected: ExpectedDifference[]
  ) => groupResults(results, expected).map((group) => group.declared?.by)

  test.each<[string, ExpectedDifference, boolean]>([
    ['the function', operator({ selector: '0x2C16CD8A' }), true],
    ['another function', operator({ selector: '0x12345678' }), false],
    ['the event', operator({ events: [replayHash(0xe0)] }), true],
    ['another event', operator({ events: [replayHash(0xe1)] }), false],
    ['nothing in particular', operator({}), false],
  ])('behavior: %s', (_, expected, covers) => {
    expect(declared([fee(1)], expected)).toEqual([covers ? 'operator' : undefined])
  })

  test('behavior: another end is covered only by its own word', () => {
    expect(declared([reverts(1)], operator({ selector: '0x2c16cd8a' }))).toEqual([undefined])
    const meant = operator({ reverts: { newly: true, data: '0xdeadbeef' } })
    expect(declared([reverts(1)], meant)).toEqual(['operator'])
    expect(declared([succeeds(1)], meant)).toEqual([undefined])
    expect(declared([fee(1)], meant)).toEqual([undefined])
    const other = operator({ reverts: { newly: true, data: '0x12345678' } })
    expect(declared([reverts(1)], other)).toEqual([undefined])
  })

  test('behavior: what is not told in full is not covered by events', () => {
    const cut = { ...fee(1), leftOut: 3 }
    expect(declared([cut], operator({ events: [replayHash(0xe0)] }))).toEqual([undefined])
  })

  test('behavior: the operator goes before the proposer', () => {
    const proposer: ExpectedDifference = { ...operator({ selector: '0x2c16cd8a' }), by: 'proposer' }
    expect(declared([fee(1)], proposer)).toEqual(['proposer'])
    expect(declared([fee(1)], proposer, operator({ selector: '0x2c16cd8a' }))).toEqual(['operator'])
  })
})
