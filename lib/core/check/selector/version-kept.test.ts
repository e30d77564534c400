import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import type { GetterAnswer } from './getter-answer'
import { versionKept } from './version-kept'

type Answer = string | undefined

const version = (before: Answer, after: Answer): GetterAnswer => ({
  kind: 'version',
  question: 'version()',
  before,
  after,
})
const supports = (before: Answer, after: Answer): GetterAnswer => ({
  kind: 'interface',
  question: 'supportsInterface(0x80ac58cd)',
  before,
  after,
})
const run = (...answers: GetterAnswer[]) =>
  runOn(versionKept, { 'getter answers': known(answers, 'chain') })

describeCheck(versionKept, {
  bad: { 'getter answers': known([version('1.10.0', '1.9.3')], 'chain') },
  twin: { 'getter answers': known([version('1.9.3', '1.10.0')], 'chain') },
})

test.each<[Answer, Answer, string]>([
  ['3', '2', 'fail'],
  ['3', '3', 'pass'],
  ['v1.2', '1.2.0', 'pass'],
  ['1.2.0', '1.2.0-beta', 'pass'],
  ['1.2', undefined, 'fail'],
  [undefined, '1', 'pass'],
  ['harbour', 'lighthouse', 'warn'],
  ['1.2', 'lighthouse', 'warn'],
  ['harbour', '1.2', 'warn'],
  ['1.2.3', '1.2.2', 'fail'],
  ['1.2.3', '1.2', 'fail'],
  ['1.2', '1.2.1', 'pass'],
  ['12.0', '9.0', 'fail'],
  ['9.0', '12.0', 'pass'],
  ['2.0.0+build.9', '2.0.0+build.1', 'pass'],
  ['2.0.1-rc', '2.0.0', 'fail'],
  ['x1.3', 'x1.2', 'warn'],
  ['1.3x', '1.2x', 'warn'],
])('behavior: version %s to %s', (before, after, verdict) => {
  expect(run(version(before, after)).verdict).toBe(verdict)
})

test('behavior: an interface that is no longer supported', () => {
  expect(run(supports('true', 'false')).verdict).toBe('fail')
  expect(run(supports('true', undefined)).verdict).toBe('fail')
  expect(run(supports('true', 'true')).verdict).toBe('pass')
})

test('behavior: nothing to compare', () => {
  expect(run(version(undefined, undefined), supports('false', 'true')).verdict).toBe(
    'not-applicable',
  )
})

test('behavior: hostile text is made visible', () => {
  expect(run(version('\u202E1', '2')).evidence[0]?.what).toBe('⟨U+202E⟩1 before, 2 after')
})
