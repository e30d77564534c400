import { expect, test } from 'vitest'
import { drawMarks, type ReplayMark } from './replay-marks'

const same: ReplayMark = { outcome: 'same' }

test('default', () => {
  const marks: ReplayMark[] = [
    same,
    { outcome: 'newly reverts', group: 0 },
    same,
    { outcome: undefined },
  ]
  expect(drawMarks(marks)).toEqual({
    paths: [
      { look: 'same', group: undefined, transactions: 2, d: 'M4 11.5v7M20 11.5v7' },
      { look: 'pending', group: undefined, transactions: 1, d: 'M28 14.5v1' },
      { look: 'newly reverts', group: 0, transactions: 1, d: 'M12 4v22' },
    ],
    width: 32,
    height: 30,
    each: 1,
  })
})

test('behavior: 5,000 transactions stay a thousand marks, and none that diverges is lost among its neighbours', () => {
  const marks = Array.from(
    { length: 5_000 },
    (_, at): ReplayMark => (at === 2_718 ? { outcome: 'newly succeeds', group: 0 } : same),
  )
  const { paths, each, height } = drawMarks(marks)
  expect({ each, height, looks: paths.map(({ look }) => look) }).toEqual({
    each: 5,
    height: 240,
    looks: ['same', 'newly succeeds'],
  })
  expect(JSON.stringify(paths).length).toBeLessThan(25_000)
})

test('behavior: what is unknown is not hidden behind what is the same', () => {
  const marks = Array.from(
    { length: 2_000 },
    (_, at): ReplayMark => (at === 1 ? { outcome: 'unknown' } : same),
  )
  expect(drawMarks(marks).paths.map(({ look }) => look)).toEqual(['unknown', 'same'])
})

test('behavior: of many groups the first have marks of their own', () => {
  const marks = Array.from(
    { length: 100 },
    (_, group): ReplayMark => ({
      outcome: 'different',
      group,
    }),
  )
  expect(drawMarks(marks).paths).toHaveLength(41)
})

test('behavior: nothing to draw', () => {
  expect(drawMarks([])).toMatchObject({ paths: [], height: 30 })
})
