import { visibleText } from '@/lib/core/chain/visible-text'
import type { Finding } from '@/lib/core/check/finding'
import type { Report } from '@/lib/core/report/report'
import { outlineReport } from '@/lib/core/report/report-outline'
import { alignRows } from './align-rows'

/** A report for the terminal: what it is of, what asks for something, and what the rest amounts to. */
export function renderReportText(report: Report): string {
  const { title, facts, counts, attention, authority, unknown, passed, notApplicable, reproduce } =
    outlineReport(report)
  const lines = [
    visibleText(title),
    '',
    ...alignRows(
      facts.map(([label, value]) => [label, visibleText(value)]),
      '  ',
    ),
    '',
    ...attention.flatMap(describe),
    ...authority.rows.flatMap(([change, what, before, after]) => [
      `  who      ${visibleText(what)}: ${change}`,
      `           before  ${visibleText(before)}`,
      `           after   ${visibleText(after)}`,
    ]),
    ...authority.accounts.map(
      ([account, change]) => `  who      ${visibleText(account)}: ${visibleText(change)}`,
    ),
    ...unknown.flatMap(({ reason, checks }) => [
      `  unknown  ${visibleText(reason)}`,
      `           ${checks.join(' ')}`,
    ]),
    `  pass     ${passed.join(' ') || 'none'}`,
    `  n/a      ${notApplicable.join(' ') || 'none'}`,
    '',
    counts.map(([verdict, count]) => `${count} ${verdict}`).join(', '),
    `Again: ${reproduce}`,
  ]
  return `${lines.join('\n')}\n`
}

function describe(finding: Finding): string[] {
  const { verdict, check, severity, title, detail, subject, evidence, incident, remedy } = finding
  const indent = ' '.repeat(11)
  return [
    `  ${verdict.padEnd(9)}${check}  ${title} (${severity})`,
    `${indent}${visibleText(subject)}: ${visibleText(detail)}`,
    ...alignRows(
      evidence.map(({ where, what }) => [visibleText(where), visibleText(what)]),
      `${indent}  `,
    ),
    ...(remedy ? [`${indent}→ ${remedy}`] : []),
    ...(incident ? [`${indent}Seen before: ${incident}`] : []),
    '',
  ]
}
