import { expect, test } from 'vitest'
import { spellSeconds, tellSeconds } from './spell-seconds'

test('default', () => {
  expect([172_800n, 86_400n, 129_600n, 60n, 61n, 1n, 0n].map(spellSeconds)).toEqual([
    '2 days',
    '1 day',
    '36 hours',
    '1 minute',
    '61 seconds',
    '1 second',
    '0 seconds',
  ])
})

test('behavior: beside what a contract has, where that says more', () => {
  expect([172_800n, 61n, 0n].map(tellSeconds)).toEqual(['172800 s (2 days)', '61 s', '0 s'])
})
