import type { Finding } from '@/lib/core/check/finding'
import type { DiffReport } from './diff-report'
import { countVerdicts, diffTables } from './diff-tables'

/** A report for a pull request. Names from artifacts are shown as they are written, never as markup. */
export function renderDiffMarkdown(report: DiffReport): string {
  const tables = diffTables(report).flatMap(({ title, head, rows, empty }) => [
    `### ${title}`,
    '',
    ...(rows.length > 0 ? table(head, rows) : [plain(empty)]),
    '',
  ])
  const lines = [
    `## ${plain(report.subject)}`,
    '',
    `**${countVerdicts(report.findings)}**`,
    '',
    ...table(['verdict', 'check', 'severity', 'result'], report.findings.map(toRow)),
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
    `### ${check} ${plain(title)}: ${verdict}`,
    '',
    ...evidence.map(({ where, what }) => `- ${plain(where)}: ${plain(what)}`),
    '',
    ...(remedy ? [plain(remedy), ''] : []),
    ...(incident && verdict === 'fail' ? [`Seen before: ${plain(incident)}`, ''] : []),
  ]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows.map((row) => row.map(plain))].map(
    (row) => `| ${row.join(' | ')} |`,
  )
}

/** Every character that means something to Markdown, or to the HTML it may hold, is escaped. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>&~@]/g, (character) => `&#${character.codePointAt(0)};`)
}

function code(text: string): string {
  return `<code>${plain(text)}</code>`
}
