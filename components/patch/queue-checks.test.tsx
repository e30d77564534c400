import { renderToStaticMarkup } from 'react-dom/server'
import { zeroHash } from 'viem'
import { expect, test } from 'vitest'
import type { CountedVerdicts } from '@/lib/core/check/count-verdicts'
import { QueueChecks } from './queue-checks'

const none = { pass: 0, warn: 0, fail: 0, unknown: 0, 'not-applicable': 0 }

function textOf(verdicts: CountedVerdicts | undefined, block = 7n): string {
  const review = verdicts && {
    protocol: 'One',
    patch: zeroHash,
    report: zeroHash,
    block: 7n,
    verdicts,
  }
  const html = renderToStaticMarkup(<QueueChecks review={review} block={block} />)
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

test('default: the worst first, each with its word; what does not apply is left out', () => {
  const verdicts = { pass: 51, warn: 1, fail: 6, unknown: 34, 'not-applicable': 4 }
  expect(textOf(verdicts)).toBe('fail: 6 unknown: 34 warn: 1 pass: 51')
  expect(textOf({ ...verdicts, fail: 0, warn: 0 })).toBe('unknown: 34 pass: 51')
})

test('behavior: a review of another block says of which', () => {
  expect(textOf({ ...none, pass: 3 }, 1_000n)).toBe('pass: 3 at block 7')
  expect(textOf({ ...none, pass: 3 }, 7n)).toBe('pass: 3')
})

test('behavior: without a review, or where none of its checks applies, it is unknown', () => {
  expect(textOf(undefined)).toBe('unknown: not reviewed')
  expect(textOf(none)).toBe('unknown: no check applies')
  expect(textOf({ ...none, 'not-applicable': 90 }, 9n)).toBe('unknown: no check applies at block 7')
})
