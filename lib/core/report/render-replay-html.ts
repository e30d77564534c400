import { htmlPage, escapeHtml as safe } from './html-page'
import { outlineReplay } from './outline-replay'
import { describeFindingHtml } from './render-report-html'
import type { ReplayReport } from './replay-report'

/** A replay as one HTML file without a script, a font or an image from elsewhere: to be kept, mailed or printed. */
export function renderReplayHtml(report: ReplayReport): string {
  const { title, facts, counts, groups, unseen, reproduce } = outlineReplay(report)
  return htmlPage(
    title,
    `<p><strong>${counts.map(([outcome, count]) => `${count} ${outcome}`).join(', ') || 'no transaction'}</strong></p>
<dl>${facts.map(([label, value]) => `<dt>${safe(label)}</dt><dd><code>${safe(value)}</code></dd>`).join('')}</dl>
${report.findings.map(describeFindingHtml).join('\n')}
<h2>What differs</h2>
${groups.map((group) => `<h3>${safe(group.title)}</h3>\n${list(group.lines)}`).join('\n') || '<p>nothing</p>'}
<h2>Not seen</h2>
${list(unseen.length > 0 ? unseen : ['nothing'])}
<h2>Make it again</h2>
<pre>${safe(reproduce)}</pre>`,
  )
}

function list(lines: readonly string[]): string {
  return `<ul>${lines.map((line) => `<li>${safe(line)}</li>`).join('')}</ul>`
}
