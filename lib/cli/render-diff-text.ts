import type { Finding } from '@/lib/core/check/finding'
import { alignRows } from './align-rows'
import type { DiffReport } from './diff-report'
import { countVerdicts, diffTables } from './diff-tables'

/** A report for the terminal: the tables, each check with its evidence, the counts. */
export function renderDiffText(report: DiffReport): string {
  const tables = diffTables(report).flatMap(({ title, head, rows, empty }) => [
    title,
    ...(rows.length > 0 ? alignRows([head, ...rows], '  ') : [`  ${empty}`]),
    '',
  ])
  const lines = [
    report.subject,
    '',
    ...tables,
    'Checks',
    ...report.findings.flatMap(describeFinding),
    '',
    countVerdicts(report.findings),
  ]
  return `${lines.join('\n')}\n`
}

function describeFinding(finding: Finding): string[] {
  const { verdict, check, severity, title, detail, evidence, incident, remedy } = finding
  const indent = ' '.repeat(11)
  const isFine = verdict === 'pass' || verdict === 'not-applicable'
  const label = verdict === 'not-applicable' ? 'n/a' : verdict
  return [
    `  ${label.padEnd(9)}${check}  ${title} (${severity})`,
    `${indent}${detail}`,
    ...alignRows(
      evidence.map(({ where, what }) => [where, what]),
      `${indent}  `,
    ),
    ...(remedy && !isFine ? [`${indent}→ ${remedy}`] : []),
    ...(incident && verdict === 'fail' ? [`${indent}Seen before: ${incident}`] : []),
  ]
}
