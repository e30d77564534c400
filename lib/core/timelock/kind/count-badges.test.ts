import { expect, test } from 'vitest'
import { countBadges } from './count-badges'

const of = (...severities: Parameters<typeof countBadges>[0][number]['severity'][]) =>
  countBadges(severities.map((severity) => ({ severity })))

test('default: all of them are counted, the worst first', () => {
  expect(of('low', 'high', 'critical', 'good', 'high')).toEqual({
    worst: 'critical',
    words: '5 things to know: 1 critical, 2 high, 1 low, 1 good',
  })
})

test('behavior: one thing is one, and nothing is nothing', () => {
  expect(of('medium')).toEqual({ worst: 'medium', words: '1 thing to know: 1 medium' })
  expect(of()).toBeUndefined()
})
