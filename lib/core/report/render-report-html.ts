import type { Finding } from '@/lib/core/check/finding'
import { htmlPage, escapeHtml as safe } from './html-page'
import type { Report } from './report'
import type { AuthorityOutline } from './report-authority'
import { outlineReport } from './report-outline'

/** A report as one HTML file without a script, a font or an image from elsewhere: to be kept, mailed or printed. */
export function renderReportHtml(report: Report): string {
  const { title, facts, counts, attention, authority, unknown, passed, notApplicable, reproduce } =
    outlineReport(report)
  return htmlPage(
    title,
    `<p><strong>${counts.map(([verdict, count]) => `${count} ${verdict}`).join(', ')}</strong></p>
<dl>${facts.map(([label, value]) => `<dt>${safe(label)}</dt><dd><code>${safe(value)}</code></dd>`).join('')}</dl>
${attention.map(describeFindingHtml).join('\n')}
<h2>Authority</h2>
${describeAuthority(authority)}
<h2>Not known</h2>
<ul>${unknown.map(({ reason, checks }) => `<li>${safe(reason)} ${checks.join(', ')}</li>`).join('') || '<li>nothing</li>'}</ul>
<h2>Passed</h2>
<p>${passed.join(', ') || 'none'}</p>
<h2>Does not apply</h2>
<p>${notApplicable.join(', ') || 'none'}</p>
<h2>Make it again</h2>
<pre>${safe(reproduce)}</pre>`,
  )
}

/** A finding as a section of a page. */
export function describeFindingHtml(finding: Finding): string {
  const { check, verdict, severity, title, detail, subject, evidence, incident, remedy } = finding
  return `<section class="${verdict}">
<h3>${verdict}: ${check} ${safe(title)} (${severity})</h3>
<p>${safe(subject)}: ${safe(detail)}</p>
<ul>${evidence.map(({ where, what }) => `<li><code>${safe(where)}</code>: ${safe(what)}</li>`).join('')}</ul>
${remedy ? `<p>${safe(remedy)}</p>` : ''}
${incident ? `<p>Seen before: ${safe(incident)}</p>` : ''}
</section>`
}

function describeAuthority({ rows, accounts, same, unread }: AuthorityOutline): string {
  return [
    table(['Change', 'What', 'Who, before', 'Who, after'], rows),
    table(['Account', 'Change'], accounts),
    `<ul>${unread.map((reason) => `<li>not known: ${safe(reason)}</li>`).join('')}`,
    `<li>functions that stay with whom they were: ${same}</li></ul>`,
  ].join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const cells = rows.map((row) => `<tr>${row.map((one) => `<td>${safe(one)}</td>`).join('')}</tr>`)
  const titles = head.map((one) => `<th scope="col">${one}</th>`).join('')
  return `<table><thead><tr>${titles}</tr></thead><tbody>${cells.join('')}</tbody></table>`
}
