import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { nthHash } from '@/test/queue-store'
import { OperationSeam, type OperationSeamProps } from './operation-seam'

const hour = 3_600n
const scheduled = { blockNumber: 7n, timestamp: 1_700_000_000n, transactionHash: nthHash(1) }
const page: OperationSeamProps['page'] = {
  standing: 'waiting',
  scheduled,
  due: scheduled.timestamp + 48n * hour,
  expires: undefined,
  cancelled: undefined,
  executed: undefined,
}

const shown = (changes: Partial<OperationSeamProps['page']>) =>
  renderToStaticMarkup(<OperationSeam page={{ ...page, ...changes }} clock={undefined} />)
    .replace(/<li/g, '\n<li')
    .split('\n')
    .map((part) =>
      part
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((part) => part !== '')

test('default: its stages with their times', () => {
  expect(shown({})).toEqual([
    'Scheduled , now Tue 14 Nov, 22:13 UTC',
    'Ready , not yet Thu 16 Nov, 22:13 UTC',
    'Executed , not yet',
  ])
})

test('behavior: what expires says until when', () => {
  const expires = page.due + 24n * hour
  expect(shown({ standing: 'ready', expires }).at(-1)).toBe(
    'Executed , not yet before Fri 17 Nov, 22:13 UTC',
  )
  expect(shown({ standing: 'stale', expires })).toEqual([
    'Scheduled , done Tue 14 Nov, 22:13 UTC',
    'Ready , ended here Thu 16 Nov, 22:13 UTC',
    'Executed , not yet Nobody executed it in time. It cannot be executed any more.',
  ])
})

test('behavior: when it was executed', () => {
  const executed = { blockNumber: 9n, timestamp: page.due + hour }
  expect(shown({ standing: 'executed', executed }).at(-1)).toBe(
    'Executed , now Thu 16 Nov, 23:13 UTC',
  )
})

test('behavior: one that was cancelled stays where it got to, and says when it was', () => {
  const cancelled = { blockNumber: 8n, timestamp: scheduled.timestamp + hour }
  expect(shown({ standing: 'cancelled', cancelled })).toEqual([
    'Scheduled , ended here Tue 14 Nov, 22:13 UTC',
    'Ready , not yet',
    'Executed , not yet Cancelled Tue 14 Nov, 23:13 UTC . Nothing more happens unless it is scheduled again.',
  ])
})

test.each([
  ['passed', 'It is over; whether it was executed or skipped, nothing tells.'],
  ['unset', 'The contract does not hold it.'],
  ['unknown', 'Nothing that could be asked tells.'],
] as const)('behavior: no stage is claimed where nothing tells: %s', (standing, words) => {
  expect(shown({ standing })).toEqual([words])
})

test('behavior: what blocks it does not make it ready, whatever the delay says', () => {
  expect(shown({ standing: 'blocked' })[0]).toMatch(/^Scheduled , now/)
})

test('behavior: a time beyond any calendar is none', () => {
  expect(shown({ due: 2n ** 200n })[1]).toBe('Ready , not yet')
})
