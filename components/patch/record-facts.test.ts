import { zeroHash } from 'viem'
import { expect, test } from 'vitest'
import type { RecordReview } from '@/lib/core/patch/desk'
import { reviewOf } from './record-facts'

const verdicts = { pass: 1, warn: 0, fail: 0, unknown: 0, 'not-applicable': 0 }
const one: RecordReview = {
  protocol: 'One',
  patch: zeroHash,
  report: zeroHash,
  block: 1n,
  verdicts,
}

test('default: the review of a record, and none of another protocol with the same id', () => {
  expect(reviewOf({ key: zeroHash, protocol: 'One' }, [one])).toBe(one)
  expect(reviewOf({ key: zeroHash, protocol: 'Two' }, [one])).toBeUndefined()
  expect(reviewOf({ key: zeroHash, protocol: 'Two' }, undefined)).toBeUndefined()
  const two = { ...one, protocol: 'Two' }
  expect(reviewOf({ key: zeroHash, protocol: 'Two' }, [one, two])).toBe(two)
})
