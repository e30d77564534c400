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
})
