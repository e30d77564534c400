import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import type { PairAnswer, ViewAnswer } from '@/lib/core/simulation/expected-answers'
import { parametersAgree } from './parameters-agree'

const answer = (value: bigint): ViewAnswer => ({ known: true, value })
const pair = (
  rule: PairAnswer['rule'],
  [left, right]: readonly [bigint, bigint],
  [newLeft, newRight]: readonly [bigint, bigint],
): PairAnswer => ({
  name: 'Snapshot',
  rule,
  left: 'Cap.ratio()',
  right: 'Cap.timestamp()',
  min: { numerator: 99n, denominator: 100n },
  max: { numerator: 101n, denominator: 100n },
  before: { left: answer(left), right: answer(right) },
  after: { left: answer(newLeft), right: answer(newRight) },
})
const judge = (...pairs: readonly PairAnswer[]) =>
  runOn(parametersAgree, { 'pair answers': known(pairs) })

describeCheck(parametersAgree, {
  bad: { 'pair answers': known([pair('together', [5n, 7n], [5n, 8n])]) },
  twin: { 'pair answers': known([pair('together', [5n, 7n], [6n, 8n])]) },
})

describe('CF-01', () => {
  test('args: each rule', () => {
    expect(judge(pair('equal', [1n, 1n], [2n, 2n])).verdict).toBe('pass')
    expect(judge(pair('equal', [1n, 1n], [2n, 1n])).verdict).toBe('fail')
    expect(judge(pair('decimals', [18n, 18n], [18n, 8n])).verdict).toBe('fail')
    expect(judge(pair('ratio', [1n, 1n], [99n, 100n])).verdict).toBe('pass')
    expect(judge(pair('ratio', [1n, 1n], [98n, 100n])).verdict).toBe('fail')
    expect(judge(pair('together', [1n, 1n], [1n, 1n])).verdict).toBe('pass')
  })

  test('behavior: what did not agree before is not the doing of the patch', () => {
    expect(judge(pair('equal', [1n, 2n], [1n, 2n])).verdict).toBe('warn')
  })

  test('behavior: one that answers no more', () => {
    const gone: ViewAnswer = { known: false, reason: 'reverts' }
    const agreed = pair('equal', [1n, 1n], [1n, 1n])
    const lost = { left: gone, right: answer(1n) }
    expect(judge({ ...agreed, after: lost }).verdict).toBe('fail')
    expect(judge({ ...agreed, before: lost, after: lost }).verdict).toBe('unknown')
  })

  test('error: of two that nobody answers it is not known that both stayed', () => {
    const lost = (left: ViewAnswer, right: ViewAnswer) => {
      const both = { left, right }
      return judge({ ...pair('together', [1n, 1n], [1n, 1n]), before: both, after: both }).verdict
    }
    expect(lost(gone, gone)).toBe('unknown')
    expect(lost(gone, answer(1n))).toBe('unknown')
    expect(lost(answer(1n), gone)).toBe('unknown')
    expect(lost(answer(1n), answer(1n))).toBe('pass')
    expect(judge(pair('decimals', [18n, 18n], [6n, 6n])).verdict).toBe('pass')
  })

  const gone: ViewAnswer = { known: false, reason: 'reverts' }
  const ratio = pair('ratio', [1n, 1n], [99n, 100n])

  test.each<[string, Partial<PairAnswer>]>([
    ['the left side', { after: { left: gone, right: answer(100n) } }],
    ['the right side', { after: { left: answer(99n), right: gone } }],
    ['its least', { min: undefined }],
    ['its most', { max: undefined }],
    [
      'a number on the left',
      { after: { left: { known: true, value: '99' }, right: answer(100n) } },
    ],
    [
      'a number on the right',
      { after: { left: answer(99n), right: { known: true, value: '100' } } },
    ],
  ])('behavior: a ratio without %s is none', (_, change) => {
    const same = { ...ratio, ...change }
    expect(judge({ ...same, before: same.after }).verdict).toBe('unknown')
    expect(judge(ratio).verdict).toBe('pass')
  })

  test('behavior: of what changes together neither may be unknown', () => {
    const together = pair('together', [1n, 1n], [2n, 2n])
    for (const after of [
      { left: gone, right: answer(2n) },
      { left: answer(2n), right: gone },
      { left: gone, right: gone },
    ]) {
      expect(['pass', 'warn']).not.toContain(judge({ ...together, after }).verdict)
    }
    expect(judge(together).evidence[0]?.what).toBe(
      'both or none is changed: 1 and 1 before, 2 and 2 after',
    )
  })

  test('behavior: what agrees is told by its rule', () => {
    expect(judge(pair('equal', [1n, 1n], [2n, 2n])).evidence[0]?.what).toBe(
      'they agree: 1 and 1 before, 2 and 2 after',
    )
    expect(judge(pair('together', [1n, 2n], [1n, 3n])).evidence[0]?.what).toMatch(/^one is changed/)
  })
})
