import { visibleText } from '@/lib/core/chain/visible-text'
import { escapeMarkdown, markdownTable } from './markdown'
import { outlineReplay } from './outline-replay'
import { describeFindingMarkdown } from './render-report-markdown'
import type { ReplayReport } from './replay-report'

/** A replay for a pull request or a forum. Text of others is shown as it is written, never as markup. */
export function renderReplayMarkdown(report: ReplayReport): string {
  const { title, facts, counts, groups, unseen, reproduce } = outlineReplay(report)
  const lines = [
    `## ${safe(title)}`,
    '',
    `**${counts.map(([outcome, count]) => `${count} ${outcome}`).join(', ') || 'no transaction'}**`,
    '',
    ...markdownTable(
      ['', ''],
      facts.map((cells) => cells.map(visible)),
    ),
    '',
    ...report.findings.flatMap(describeFindingMarkdown),
    ...groups.flatMap((group) => [
      `### ${safe(group.title)}`,
      '',
      ...group.lines.map((line) => `- ${safe(line)}`),
      '',
    ]),
    ...unseen.map((one) => `- not seen: ${safe(one)}`),
    '',
    `Make it again: \`${reproduce}\``,
  ]
  return `${lines.join('\n')}\n`
}

function safe(text: string): string {
  return escapeMarkdown(visible(text))
}

function visible(text: string): string {
  return visibleText(text, { maxLength: 2_000 })
}
