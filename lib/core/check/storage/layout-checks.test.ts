import { expect, test } from 'vitest'
import { runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { gap, layOut, type VariableSpec } from '@/lib/core/storage-layout/__fixtures__/lay-out'
import { elementSize, gapSize, layoutCompatible } from './layout-checks'

type Variables = readonly VariableSpec[]

const facts = (from: Variables, to: Variables) => ({
  'old layout': known(layOut(...from)),
  'new layout': known(layOut(...to)),
})
const linear = (from: Variables, to: Variables) => runOn(layoutCompatible, facts(from, to))
const gaps = (from: Variables, to: Variables) => runOn(gapSize, facts(from, to))
const elements = (from: Variables, to: Variables) => runOn(elementSize, facts(from, to))

const [a, b, c]: Variables = [
  ['a', 'uint256'],
  ['b', 'uint256'],
  ['c', 'uint256'],
] as const

test('error: a value that is read as another, and the twin behind all others', () => {
  expect(linear([a!, b!], [c!, a!, b!])).toMatchObject({
    verdict: 'fail',
    detail: '3 places read what was written as something else.',
  })
  expect(linear([a!, b!], [a!, b!, c!])).toMatchObject({
    verdict: 'pass',
    evidence: [{ where: 'slot 2', what: 'appended c: behind all that was used' }],
  })
  expect(linear([a!, b!], [a!]).verdict).toBe('warn')
  expect(linear([a!, b!], [a!]).detail).toBe('1 places need a look.')
})

test('behavior: one side without variables is no reason not to look', () => {
  expect(linear([], [])).toMatchObject({ verdict: 'not-applicable' })
  expect(linear([], [a!]).verdict).toBe('pass')
  expect(linear([a!], []).verdict).toBe('warn')
  expect(elements([], []).verdict).toBe('not-applicable')
  expect(elements([], [a!]).verdict).toBe('pass')
  expect(elements([a!], []).verdict).toBe('pass')
})

test('behavior: members that a layout does not name are told once, as elements', () => {
  const states: Variables = [['state', { enum: 'State' }]]
  expect(elements(states, states)).toMatchObject({
    verdict: 'unknown',
    detail: '1 places could not be told.',
  })
  expect(linear(states, states).verdict).toBe('pass')
  const deep = (depth: number): VariableSpec => {
    let type: VariableSpec[1] = 'uint256'
    for (let at = 0; at < depth; at++) type = { key: 'address', value: type }
    return ['deep', type]
  }
  // What nests too deep to be compared is of no element, so nobody else would tell it.
  expect(linear([deep(80)], [deep(80)]).verdict).toBe('unknown')
})

test('error: elements that change their size or order, and the twin that has one more', () => {
  const of = (...members: string[]): Variables => [['state', { enum: 'State', members }]]
  expect(elements(of('Off', 'On'), of('On', 'Off')).verdict).toBe('fail')
  expect(linear(of('Off', 'On'), of('On', 'Off')).verdict).toBe('fail')
  expect(elements(of('Off', 'On'), of('Off', 'On', 'Paused')).verdict).toBe('pass')
  // A variable that moved is no element.
  expect(elements([a!, b!], [b!, a!])).toMatchObject({ verdict: 'pass', evidence: [] })
})

test('error: a gap that gives up too little, and the twin that gives up what was taken', () => {
  expect(gaps([a!, gap(4), b!], [a!, c!, gap(4), b!])).toMatchObject({
    verdict: 'fail',
    detail: '1 places read what was written as something else.',
  })
  expect(gaps([a!, gap(4), b!], [a!, c!, gap(3), b!])).toMatchObject({
    verdict: 'pass',
    evidence: [{ what: expect.stringContaining('gap-consumed __gap') }],
  })
  expect(gaps([a!, gap(4)], [a!, c!, gap(4)]).verdict).toBe('warn')
})

test('behavior: variables, and gaps that stay or move with them, are for others to judge', () => {
  expect(gaps([a!, gap(4)], [a!, gap(4)])).toMatchObject({ verdict: 'pass', evidence: [] })
  expect(gaps([a!, gap(4), b!], [a!, gap(4), c!])).toMatchObject({ verdict: 'pass', evidence: [] })
  expect(gaps([a!, gap(4)], [c!, a!, gap(4)])).toMatchObject({ verdict: 'pass', evidence: [] })
  expect(gaps([a!], [a!, gap(4)])).toMatchObject({
    verdict: 'pass',
    evidence: [{ what: expect.stringContaining('appended __gap') }],
  })
  expect(gaps([a!], [b!]).verdict).toBe('not-applicable')
})
