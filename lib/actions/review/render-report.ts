import { documentKind } from '@/lib/core/report/document-kind'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'
import { parseReport } from '@/lib/core/report/parse-report'
import { renderReplayHtml } from '@/lib/core/report/render-replay-html'
import { renderReplayMarkdown } from '@/lib/core/report/render-replay-markdown'
import { renderReportHtml } from '@/lib/core/report/render-report-html'
import { renderReportMarkdown } from '@/lib/core/report/render-report-markdown'

/**
 * A report or a replay as Markdown or as one HTML file, from its JSON alone.
 *
 * @throws InvalidReportError, InvalidReplayError where it was written by a version that this one does not read.
 */
export function renderReport(json: string, format: 'md' | 'html'): string {
  if (documentKind(json) === 'replay') {
    const replay = parseReplayReport(json)
    return format === 'md' ? renderReplayMarkdown(replay) : renderReplayHtml(replay)
  }
  const report = parseReport(json)
  return format === 'md' ? renderReportMarkdown(report) : renderReportHtml(report)
}
