/**
 * Text as plain text in Markdown, in the dialect of GitHub and forums too: no markup, no HTML, no table cell, no list, no
 * link made of an address, no math. An entity alone would not keep `@name` from notifying somebody and `#1` from linking:
 * those are looked for after rendering, within one piece of text, so the sign gets a piece of its own.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(markup, entity)
    .replace(/&#(?:64|35);/g, (sign) => `<span>${sign}</span>`)
}

/** Signs with a meaning; the colon and the dot that make a link; and at the start what would make a list or a line. */
const markup = /[\\`*_{}[\]()#+!|<>&~@$^]|:(?=\/\/)|(?<=\bwww)\.|^ ?(?:[-=]|\d(?=\d{0,8}\.))/gi

function entity(signs: string): string {
  return [...signs].map((one) => (one === ' ' ? one : `&#${one.codePointAt(0)};`)).join('')
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
