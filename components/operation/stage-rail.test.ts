import { expect, test } from 'vitest'
import type { Stage } from '@/lib/core/patch/stage'
import { railOf } from './stage-rail'

const drawn = (stage: Stage, wasScheduled = true) =>
  Object.values(railOf({ stage, wasScheduled }).marks)
    .map((mark) => ({ done: '#', now: 'o', ended: 'x', todo: '.' })[mark])
    .join('')

test('default', () => {
  expect(
    ['draft', 'proposed', 'scheduled', 'ready', 'executed'].map((stage) => drawn(stage as Stage)),
  ).toEqual(['o....', '#o...', '##o..', '###o.', '####o'])
})

test('behavior: blocked is not ready, whatever the delay says', () => {
  expect(drawn('blocked')).toBe('##o..')
  expect(railOf({ stage: 'blocked', wasScheduled: true }).beside).toMatch(/^Blocked/)
})

test('behavior: what is over keeps what it had reached, and is nowhere now', () => {
  expect(drawn('cancelled', true)).toBe('##x..')
  expect(drawn('cancelled', false)).toBe('#x...')
  expect(drawn('superseded', true)).toBe('##x..')
  expect(drawn('rolled-back')).toBe('####x')
})
