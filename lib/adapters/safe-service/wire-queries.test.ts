import { expect, test } from 'vitest'
import { delegatesQuery, transactionsQuery } from './wire-queries'

test('default', () => {
  const { modified__gt, trusted } = transactionsQuery.parse({
    modified__gt: '2026-11-20T00:00:00Z',
  })
  expect(modified__gt).toEqual(new Date('2026-11-20T00:00:00Z'))
  // Unsigned proposals are hidden unless asked for.
  expect(trusted).toBe(true)
})

test('args: a date that no database column takes is refused', () => {
  for (const modified__gt of ['+275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z', 'tomorrow']) {
    expect(transactionsQuery.safeParse({ modified__gt }).success).toBe(false)
  }
})

test('args: a label that no database column takes is refused', () => {
  expect(delegatesQuery.safeParse({ label: 'bot' }).success).toBe(true)
  expect(delegatesQuery.safeParse({ label: 'bot\0' }).success).toBe(false)
})
