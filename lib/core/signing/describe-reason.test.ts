import { expect, test } from 'vitest'
import { describeReason, longestReason } from './describe-reason'

test('default', () => {
  expect(describeReason('The fee was voted on.')).toBeUndefined()
  expect(describeReason('参数由投票决定，调用设置费用。')).toBeUndefined()
})

test('error: none, too short, too long, broken', () => {
  const tooShort = 'Say why, in at least 10 letters.'
  expect(describeReason('')).toBe(tooShort)
  expect(describeReason('ok')).toBe(tooShort)
  expect(describeReason('. . . . . . . . . . . .')).toBe(tooShort)
  expect(describeReason('a'.repeat(longestReason))).toBeUndefined()
  expect(describeReason('a'.repeat(longestReason + 1))).toMatchInlineSnapshot(
    `"It is longer than 1000 characters. Put the rest elsewhere and name the place."`,
  )
  expect(describeReason('The fee was voted on \ud800')).toMatchInlineSnapshot(
    `"It holds half a character."`,
  )
  expect(describeReason('The fee was voted\0 on.')).toMatch('no database keeps')
})
