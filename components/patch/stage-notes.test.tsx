import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { StageSeam } from '@/components/operation/stage-seam'
import { now, recordOf } from '@/lib/core/patch/__fixtures__/records'
import type { Stage } from '@/lib/core/patch/stage'
import { stageNotes } from './stage-notes'

const hour = 3_600n

/** @param eta Seconds from now. */
function draw(stage: Stage, eta?: bigint): string {
  const record = recordOf({ name: 'A', stage, ...(eta === undefined ? {} : { eta }) })
  const notes = stageNotes({ record, progress: { signed: 2, threshold: 3 }, now })
  const html = renderToStaticMarkup(
    <StageSeam stage={stage} wasScheduled={record.live !== undefined} notes={notes} />,
  )
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

test('default', () => {
  expect(draw('scheduled', hour)).toMatchInlineSnapshot(
    `" Draft , done Proposed , done 2 of 3 signatures Scheduled , now Wed 18 Nov, 15:22 UTC Ready , not yet Fri 20 Nov, 15:22 UTC Executed , not yet "`,
  )
})

test('behavior: what was not scheduled has no times', () => {
  expect(draw('proposed')).toMatchInlineSnapshot(
    `" Draft , done Proposed , now 2 of 3 signatures Scheduled , not yet Ready , not yet Executed , not yet "`,
  )
})

test('behavior: blocked is not ready when its delay is over, only not before', () => {
  expect(draw('blocked', -hour)).toContain('Ready , not yet not before Fri 20 Nov, 13:22 UTC')
})

test('behavior: what was executed says when', () => {
  expect(draw('executed', -40n * hour)).toContain('Executed , now Thu 19 Nov, 17:16 UTC')
})

test('behavior: nobody waits any more for the delay of what was cancelled', () => {
  expect(draw('cancelled', hour)).toContain('Scheduled , ended here Wed')
  expect(draw('cancelled', hour)).toContain('Ready , not yet Executed')
})
