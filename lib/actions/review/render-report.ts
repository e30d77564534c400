import { parseReport } from '@/lib/core/report/parse-report'
import { renderReportHtml } from '@/lib/core/report/render-report-html'
import { renderReportMarkdown } from '@/lib/core/report/render-report-markdown'

/**
 * A report as Markdown or as one HTML file, from its JSON alone.
 *
 * @throws InvalidReportError where it was written by a version that this one does not read.
 */
export function renderReport(json: string, format: 'md' | 'html'): string {
  const report = parseReport(json)
  return format === 'md' ? renderReportMarkdown(report) : renderReportHtml(report)
}
