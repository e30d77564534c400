import { describe, expect, test } from 'vitest'
import { replayResult, sampleReplay } from '@/lib/core/replay/__fixtures__/sample-replay'
import { canonicalWire } from '@/lib/core/replay/canonical-wire'
import { allDifferences, sampleReplayReport } from './__fixtures__/sample-replay-report'
import { parseReplayReport } from './parse-replay-report'
import { parseTransactionList } from './parse-transaction-list'
import { serializeReplayReport } from './serialize-replay-report'

const json = serializeReplayReport(sampleReplayReport)

test('default: what is written is read as it was', () => {
  const { replay } = parseReplayReport(json)
  expect(serializeReplayReport(parseReplayReport(json))).toBe(json)
  expect(replay.groups[1]?.examples[0]?.differences).toHaveLength(allDifferences.length)
})

test('behavior: the order in which results came does not matter', () => {
  const results = [3, 1, 2].map((at) =>
    replayResult(at, { outcome: 'different', differences: allDifferences }),
  )
  const other = canonicalWire(sampleReplay(results.toReversed()))
  expect(canonicalWire(sampleReplay([...results, ...results]))).toBe(other)
})

describe('error', () => {
  const wire = () => JSON.parse(json)
  test.each<[string, (one: ReturnType<typeof wire>) => void]>([
    ['another schema', (one) => Object.assign(one, { schema: 'suture/replay-report/2' })],
    ['a member that it does not have', (one) => Object.assign(one.replay, { verdict: 'pass' })],
    [
      'an outcome that there is not',
      (one) => Object.assign(one.replay.transactions[0], { outcome: 'ok' }),
    ],
    ['a number in the place of a string', (one) => Object.assign(one.replay.gas[0], { before: 5 })],
    ['a count below zero', (one) => Object.assign(one.replay.counts, { same: -1 })],
    ['a leading zero', (one) => Object.assign(one.replay.gas[0], { before: '007' })],
    [
      'bytes beyond the bound',
      (one) => Object.assign(one.replay.groups[0].called, { selector: '0x0102030405' }),
    ],
  ])('error: %s', (_, change) => {
    const one = wire()
    change(one)
    expect(() => parseReplayReport(JSON.stringify(one))).toThrow('This is not a replay.')
  })

  test('error: no JSON', () => {
    expect(() => parseReplayReport('{')).toThrow('This is not a replay.')
  })
})

test('parseTransactionList', () => {
  const hashes = sampleReplayReport.replay.transactions.map(({ hash }) => hash)
  expect(parseTransactionList(JSON.stringify(hashes))).toEqual(hashes)
  expect(parseTransactionList(json)).toEqual(hashes)
  expect(() => parseTransactionList('["0x12"]')).toThrow('This is not a replay.')
})
