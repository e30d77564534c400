import { expect, test } from 'vitest'
import type { Stage } from '@/lib/core/patch/stage'
import { railOf } from './stage-rail'

const drawn = (stage: Stage, wasScheduled = true) =>
  Object.values(railOf({ stage, wasScheduled }).marks)
    .map((mark) => ({ done: '#', now: 'o', todo: '.' })[mark])
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

test('behavior: a cancelled patch keeps what it had reached', () => {
  expect(drawn('cancelled', true)).toBe('##o..')
  expect(drawn('cancelled', false)).toBe('#o...')
})
