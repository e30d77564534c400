import type { Finding } from '@/lib/core/check/finding'
import { escapeMarkdown, markdownTable } from '@/lib/core/report/markdown'
import type { DiffReport } from './diff-report'
import { countVerdicts, diffTables } from './diff-tables'

/** A report for a pull request. Names from artifacts are shown as they are written, never as markup. */
export function renderDiffMarkdown(report: DiffReport): string {
  const tables = diffTables(report).flatMap(({ title, head, rows, empty }) => [
    `### ${title}`,
    '',
    ...(rows.length > 0 ? markdownTable(head, rows) : [escapeMarkdown(empty)]),
    '',
  ])
  const lines = [
    `## ${escapeMarkdown(report.subject)}`,
    '',
    `**${countVerdicts(report.findings)}**`,
    '',
    ...markdownTable(['verdict', 'check', 'severity', 'result'], report.findings.map(toRow)),
    '',
    ...report.findings.filter(({ evidence }) => evidence.length > 0).flatMap(details),
    ...tables,
    `Reproduce: ${code(report.reproduce)}`,
  ]
  return `${lines.join('\n')}\n`
}

function toRow({ verdict, check, severity, title, detail }: Finding): string[] {
  return [verdict, check, severity, `${title}. ${detail}`]
}

function details({ check, title, evidence, remedy, incident, verdict }: Finding): string[] {
  return [
    `### ${check} ${escapeMarkdown(title)}: ${verdict}`,
    '',
    ...evidence.map(({ where, what }) => `- ${escapeMarkdown(where)}: ${escapeMarkdown(what)}`),
    '',
    ...(remedy ? [escapeMarkdown(remedy), ''] : []),
    ...(incident && verdict === 'fail' ? [`Seen before: ${escapeMarkdown(incident)}`, ''] : []),
  ]
}

function code(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`
}
