/** One opening tag of a page. Names are in lower case. */
export type Tag = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** What stands in it, of a script. */
  readonly text: string
}

const attribute = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/y

/**
 * Everything in a page that could be an opening tag, wherever it stands: in comments, in quotes and in script, too. Whoever
 * writes a page to deceive knows better than we do what a browser takes for what; a page of ours has no `<` but those of its
 * tags, since whatever it shows and hands on is escaped.
 */
export function readTags(html: string): Tag[] {
  return [...html.matchAll(/<([a-zA-Z][^\s/>]*)/g)].map(({ index, 0: start, 1: name = '' }) => {
    const { attributes, end } = readAttributes(html, index + start.length)
    const tag = { name: name.toLowerCase(), attributes }
    return { ...tag, text: tag.name === 'script' ? scriptText(html, end) : '' }
  })
}

function scriptText(html: string, from: number): string {
  const close = /<\/script[\s/>]/gi
  close.lastIndex = from
  return html.slice(from, close.exec(html)?.index ?? html.length)
}

function readAttributes(html: string, from: number) {
  const attributes = new Map<string, string>()
  let at = from
  for (;;) {
    attribute.lastIndex = at
    const found = attribute.exec(html)
    if (!found) break
    at = attribute.lastIndex
    const [, name = '', double, single, bare] = found
    const key = name.toLowerCase()
    // Of an attribute that is given twice, browsers take the first.
    if (!attributes.has(key)) attributes.set(key, unescapeHtml(double ?? single ?? bare ?? ''))
  }
  const end = html.indexOf('>', at)
  return { attributes, end: end < 0 ? html.length : end + 1 }
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  colon: ':',
  Tab: '\t',
  NewLine: '\n',
  sol: '/',
  period: '.',
}

function unescapeHtml(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));?/gi, (whole, hex, decimal, name) => {
    if (name) return named[name] ?? whole
    const code = Number.parseInt(hex ?? decimal, hex ? 16 : 10)
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : '\ufffd'
  })
}
