import { expect, test } from 'vitest'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import { operationStages, stagesOf } from './operation-stages'

const drawn = (standing: OperationStanding) => {
  const { marks, beside } = stagesOf(standing)
  const shown = operationStages.map((stage) => ({ done: '#', now: 'o', todo: '.' })[marks[stage]])
  return `${shown.join('')} ${beside ?? ''}`.trimEnd()
}

test.each([
  ['waiting', 'o..'],
  ['blocked', 'o..'],
  ['ready', '#o.'],
  ['executed', '##o'],
] as const)('default: %s', (standing, seam) => {
  expect(drawn(standing)).toBe(seam)
})

test.each([
  ['stale', /^#o\. Expired/],
  ['cancelled', /^o\.\. Cancelled/],
  ['passed', /^o\.\. Over/],
  ['unset', /^o\.\. The contract does not hold it/],
  ['unknown', /^o\.\. What became of it is not known/],
] as const)('behavior: one that ended early stays where it got to: %s', (standing, seam) => {
  expect(drawn(standing)).toMatch(seam)
})
