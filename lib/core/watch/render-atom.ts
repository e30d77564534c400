import { visibleText } from '@/lib/core/chain/visible-text'
import { isoTime } from './describe-event'
import type { Feed } from './feed'

/**
 * A feed as Atom (RFC 4287). All text is of type `text`: no reader takes any of it for markup.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4287
 */
export function renderAtom({ title, id, selfUrl, pageUrl, updated, entries }: Feed): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    element('id', id),
    element('title', title),
    element('updated', isoTime(updated)),
    '<author><name>Suture</name></author>',
    link('self', 'application/atom+xml', selfUrl),
    link('alternate', 'text/html', pageUrl),
    ...entries.map((entry) =>
      [
        '<entry>',
        element('id', entry.id),
        element('title', entry.title),
        element('published', isoTime(entry.at)),
        element('updated', isoTime(entry.at)),
        `<category term="${escape(entry.kind)}"/>`,
        link('alternate', 'text/html', entry.url),
        element('content', entry.text, 'text'),
        '</entry>',
      ].join(''),
    ),
    '</feed>',
  ]
  return `${lines.join('\n')}\n`
}

function element(name: string, text: string, type?: string): string {
  return `<${name}${type ? ` type="${type}"` : ''}>${escape(text)}</${name}>`
}

function link(rel: string, type: string, href: string): string {
  return `<link rel="${rel}" type="${type}" href="${escape(href)}"/>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** What XML 1.0 has no character for is written out, as everywhere. */
function escape(text: string): string {
  return visibleText(text, { maxLength: text.length, multiline: true })
    .replaceAll(/[\uFFFE\uFFFF]/g, '⟨not a character⟩')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
}
