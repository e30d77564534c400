/** Every character that means something to Markdown, or to the HTML it may hold, is escaped. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+!|<>&~@]/g, (character) => `&#${character.codePointAt(0)};`)
    .replace(/\s+/g, ' ')
}

/** Lines of a table whose cells are plain text. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  return [head, head.map(() => '---'), ...rows.map((row) => row.map(escapeMarkdown))].map(
    (row) => `| ${row.join(' | ')} |`,
  )
}
