import { expect, test } from 'vitest'
import type { FactKind } from './check-facts'
import { checks } from './checks'
import { describeLack, openChecks } from './open-checks'
import { isSimulatedCheck, isSimulatedKind } from './simulated-kinds'

const simulated: readonly FactKind[] = [
  'simulation',
  'initialized versions',
  'proxy slots',
  'safe settings',
  'asset changes',
  'invariant answers',
  'journeys',
  'price answers',
  'pair answers',
  'consumer answers',
  'operation orders',
  'stranger calls',
  'storage after',
  'getter reads',
  'role probes',
  'upgrade attempts',
  'rollbacks',
  'mutated transactions',
]

test('behavior: what only running a patch tells, and nothing that a review gathers', () => {
  const used = new Set(checks.flatMap(({ needs, may = [] }) => [...needs, ...may]))
  expect(simulated.filter((kind) => !used.has(kind))).toEqual([])
  const told = [...used].filter(isSimulatedKind)
  expect(told.toSorted()).toEqual(simulated.toSorted())
})

test('behavior: a check is of a simulation by what it needs, and by what it may use', () => {
  expect(isSimulatedCheck({ needs: ['calls'] })).toBe(false)
  expect(isSimulatedCheck({ needs: ['calls', 'journeys'] })).toBe(true)
  expect(isSimulatedCheck({ needs: ['calls'], may: ['safe', 'journeys'] })).toBe(true)
  expect(isSimulatedCheck({ needs: ['calls'], may: ['safe'] })).toBe(false)
})

test('behavior: the checks that nothing here answers, and why', () => {
  expect(openChecks.map(({ id, severity, lacks }) => `${id} ${severity} ${lacks}`)).toEqual([
    'FV-02 medium sources',
    'FV-04 high sources',
    'TX-04 critical device',
  ])
  for (const { title, lacks } of openChecks) {
    expect(title).toMatch(/^[A-Z].*\w$/)
    expect(describeLack(lacks)).toMatch(/^[a-z].*\w$/)
  }
})
