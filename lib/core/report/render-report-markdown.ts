import { visibleText } from '@/lib/core/chain/visible-text'
import type { Finding } from '@/lib/core/check/finding'
import { escapeMarkdown, markdownTable } from './markdown'
import type { Report } from './report'
import type { AuthorityOutline } from './report-authority'
import { outlineReport } from './report-outline'

/** A report for a pull request or a forum. Text of others is shown as it is written, never as markup. */
export function renderReportMarkdown(report: Report): string {
  const { title, facts, counts, attention, authority, unknown, passed, notApplicable, reproduce } =
    outlineReport(report)
  const lines = [
    `## ${safe(title)}`,
    '',
    `**${counts.map(([verdict, count]) => `${count} ${verdict}`).join(', ')}**`,
    '',
    ...markdownTable(
      ['', ''],
      facts.map((cells) => cells.map(visible)),
    ),
    '',
    ...attention.flatMap(describeFindingMarkdown),
    ...describeAuthority(authority),
    ...unknown.map(({ reason, checks }) => `- unknown: ${safe(reason)} (${checks.join(', ')})`),
    `- passed: ${passed.join(', ') || 'none'}`,
    `- does not apply: ${notApplicable.join(', ') || 'none'}`,
    '',
    `Make it again: \`${reproduce}\``,
  ]
  return `${lines.join('\n')}\n`
}

/** A finding as lines of Markdown. */
export function describeFindingMarkdown(finding: Finding): string[] {
  const { check, verdict, severity, title, detail, subject, evidence, incident, remedy } = finding
  return [
    `### ${verdict}: ${check} ${safe(title)} (${severity})`,
    '',
    `${safe(subject)}: ${safe(detail)}`,
    '',
    ...evidence.map(({ where, what }) => `- ${safe(where)}: ${safe(what)}`),
    ...(evidence.length > 0 ? [''] : []),
    ...(remedy ? [safe(remedy), ''] : []),
    ...(incident ? [`Seen before: ${safe(incident)}`, ''] : []),
  ]
}

function describeAuthority({ rows, accounts, same, unread }: AuthorityOutline): string[] {
  const table = (head: readonly string[], cells: readonly (readonly string[])[]) =>
    cells.length > 0
      ? [
          ...markdownTable(
            head,
            cells.map((row) => row.map(visible)),
          ),
          '',
        ]
      : []
  return [
    '### Authority',
    '',
    ...table(['Change', 'What', 'Who, before', 'Who, after'], rows),
    ...table(['Account', 'Change'], accounts),
    ...unread.map((reason) => `- not known: ${safe(reason)}`),
    `- functions that stay with whom they were: ${same}`,
    '',
  ]
}

function safe(text: string): string {
  return escapeMarkdown(visible(text))
}

function visible(text: string): string {
  return visibleText(text, { maxLength: 2_000 })
}
