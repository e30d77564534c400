import { expect, test } from 'vitest'
import { now, recordOf, records } from '@/lib/core/patch/__fixtures__/records'
import { layoutTimeline } from './timeline-lanes'

const seconds = Number(now)
const hour = 3600n

test('default', () => {
  const { window, lanes } = layoutTimeline(records, seconds)
  expect(window).toEqual({
    start: Date.UTC(2026, 10, 18) / 1000,
    columnSeconds: 86_400,
    stitch: 3 * 3600,
  })
  expect(
    lanes.map(({ title, served, stitches, state }) => [
      title.split(',')[0],
      `${served}/${stitches}`,
      state,
    ]),
  ).toMatchInlineSnapshot(`
    [
      [
        "Rate adapter 1.3.1",
        "16/16",
        "ready",
      ],
      [
        "Strategies 3.1.1",
        "5/16",
        "waiting",
      ],
      [
        "Fee collector 1.2.0",
        "1/16",
        "blocked: after Strategies 3.1.1, cap exposure",
      ],
      [
        "Minimum delay 48 h → 72 h",
        "2/16",
        "waiting",
      ],
    ]
  `)
})

test('behavior: what waits for another stands below it, however their delays end', () => {
  const lanes = layoutTimeline(
    [
      recordOf({ name: 'C', stage: 'scheduled', eta: 2n * hour }),
      recordOf({ name: 'B', stage: 'blocked', eta: hour, after: 'A' }),
      recordOf({ name: 'A', stage: 'scheduled', eta: 9n * hour }),
    ],
    seconds,
  ).lanes
  expect(lanes.map(({ title }) => title)).toEqual(['C', 'A', 'B'])
  expect(lanes.map(({ arrow, to }) => arrow !== undefined && arrow > to)).toEqual([
    false,
    false,
    true,
  ])
})

test('behavior: two that wait for each other are still shown', () => {
  const list = [
    recordOf({ name: 'A', stage: 'blocked', eta: hour, after: 'B' }),
    recordOf({ name: 'B', stage: 'blocked', eta: 2n * hour, after: 'A' }),
  ]
  expect(layoutTimeline(list, seconds).lanes).toHaveLength(2)
})

test('behavior: the window grows with the longest delay', () => {
  const { window, lanes } = layoutTimeline(
    [recordOf({ name: 'A', stage: 'scheduled', eta: 24n * 30n * hour })],
    seconds,
  )
  expect(window.columnSeconds).toBe(8 * 86_400)
  expect(lanes[0]?.to).toBeLessThan(90)
})

test('behavior: without open operations there is only time', () => {
  expect(layoutTimeline([], seconds).lanes).toEqual([])
})
