import { describe, expect, test } from 'vitest'
import {
  emittedNew,
  replayAddress,
  replayHash,
  replayResult,
  replaySubject,
  revertedEnd,
  sampleReplay,
  wroteOtherwise,
} from './__fixtures__/sample-replay'
import type { Difference } from './difference'
import {
  parseExpected,
  parseReplay,
  parseSavedReplay,
  parseTransactionList,
  serializeReplayLine,
} from './parse-replay'
import { serializeReplay } from './serialize-replay'

const address = replayAddress(0x99)
const all: Difference[] = [
  emittedNew,
  wroteOtherwise,
  { kind: 'output', before: { data: '0x', size: 0 }, after: { data: '0x01', size: 1 } },
  { kind: 'ether', address, before: -(2n ** 200n), after: 2n ** 200n },
  { kind: 'token', standard: 'erc20', token: address, holder: address, before: 0n, after: -1n },
  {
    kind: 'token',
    standard: 'erc721',
    token: address,
    holder: address,
    id: 7n,
    before: 0n,
    after: 1n,
  },
  { kind: 'nonce', address, before: 0n, after: 1n },
  { kind: 'code', address, after: replayHash(1) },
]

const replay = sampleReplay(
  [
    replayResult(1),
    replayResult(2, { outcome: 'different', differences: all, leftOut: 2 }),
    replayResult(3, { outcome: 'newly reverts', after: revertedEnd }),
    replayResult(4, { outcome: 'unknown', reason: 'the node was silent', after: undefined }),
  ],
  {
    gaps: ['Half of it was not seen.'],
    expected: [{ by: 'operator', reason: 'voted', selector: '0x2c16cd8a' }],
  },
)

test('default: what is written is read as it was', () => {
  const json = serializeReplay(replay)
  expect(serializeReplay(parseReplay(json))).toBe(json)
  expect(parseReplay(json).groups[1]?.examples[0]?.differences).toHaveLength(all.length)
})

test('behavior: the order in which results came does not matter', () => {
  const results = [3, 1, 2].map((at) =>
    replayResult(at, { outcome: 'different', differences: all }),
  )
  const other = serializeReplay(sampleReplay(results.toReversed()))
  expect(serializeReplay(sampleReplay([...results, ...results]))).toBe(other)
})

describe('error', () => {
  const wire = () => JSON.parse(serializeReplay(replay))
  test.each<[string, (one: ReturnType<typeof wire>) => void]>([
    ['another schema', (one) => Object.assign(one, { schema: 'suture/replay/2' })],
    ['a member that it does not have', (one) => Object.assign(one, { verdict: 'pass' })],
    [
      'an outcome that there is not',
      (one) => Object.assign(one.transactions[0], { outcome: 'ok' }),
    ],
    ['a number in the place of a string', (one) => Object.assign(one.gas[0], { before: 5 })],
    ['a count below zero', (one) => Object.assign(one.counts, { same: -1 })],
    ['a leading zero', (one) => Object.assign(one.gas[0], { before: '007' })],
    [
      'bytes beyond the bound',
      (one) => Object.assign(one.groups[0].called, { selector: '0x0102030405' }),
    ],
  ])('error: %s', (_, change) => {
    const one = wire()
    change(one)
    expect(() => parseReplay(JSON.stringify(one))).toThrow('This is not a replay.')
  })

  test('error: no JSON', () => {
    expect(() => parseReplay('{')).toThrow('This is not a replay.')
  })
})

describe('a saved run', () => {
  const cursor = {
    schema: 'suture/replay-cursor/1' as const,
    subject: replaySubject,
    mode: 'exact' as const,
    source: { kind: 'list' as const },
    gaps: [],
    places: [{ hash: replayHash(1), blockNumber: 7n }],
  }
  const text = [cursor, replayResult(1), replayResult(2)].map(serializeReplayLine).join('')

  test('default', () => {
    const saved = parseSavedReplay(text)
    expect(saved).toEqual({ cursor, results: [replayResult(1), replayResult(2)] })
  })

  test('behavior: a last line that was not finished is left out', () => {
    expect(parseSavedReplay(text.slice(0, -9)).results).toHaveLength(1)
    expect(parseSavedReplay(`${text}{"hash":"0x`).results).toHaveLength(2)
  })

  test('error: nonsense', () => {
    expect(() => parseSavedReplay('')).toThrow('This is not a replay.')
    expect(() => parseSavedReplay(`${text}{}\n`)).toThrow('This is not a replay.')
  })
})

test('parseTransactionList', () => {
  const hashes = replay.transactions.map(({ hash }) => hash)
  expect(parseTransactionList(JSON.stringify(hashes))).toEqual(hashes)
  expect(parseTransactionList(serializeReplay(replay))).toEqual(hashes)
  expect(() => parseTransactionList('["0x12"]')).toThrow('This is not a replay.')
})

test('parseExpected: whose it is, the file does not say', () => {
  const json = JSON.stringify([{ reason: 'voted', selector: '0x12345678' }])
  expect(parseExpected(json, 'proposer')).toMatchObject([{ by: 'proposer' }])
  const claimed = JSON.stringify([{ reason: 'voted', by: 'operator' }])
  expect(() => parseExpected(claimed, 'proposer')).toThrow('This is not a replay.')
})
