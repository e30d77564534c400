import { expect, test } from 'vitest'
import { sampleReplayReport } from './__fixtures__/sample-replay-report'
import { renderReplayHtml } from './render-replay-html'
import { renderReplayMarkdown } from './render-replay-markdown'

const hostile = '<script>alert(1)</script> | [x](javascript:1) \u202e'
const report = {
  ...sampleReplayReport,
  replay: { ...sampleReplayReport.replay, gaps: [hostile] },
}

test('default', () => {
  for (const text of [renderReplayMarkdown(report), renderReplayHtml(report)]) {
    expect(text).toContain('1 newly reverts')
    expect(text).toContain('npx suture verify replay.json --rpc $RPC_URL')
    expect(text).toContain('announced by the operator')
    expect(text).toContain('DR-01')
  }
})

test('behavior: text of others is never markup', () => {
  for (const text of [renderReplayMarkdown(report), renderReplayHtml(report)]) {
    expect(text).not.toContain('<script')
    expect(text).not.toContain('\u202e')
  }
  expect(renderReplayMarkdown(report)).not.toContain('](javascript')
})
