import { describe, expect, test } from 'vitest'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { sampleFinding, sampleReport } from './__fixtures__/sample-report'
import { parseReport } from './parse-report'
import { renderReportHtml } from './render-report-html'
import { renderReportMarkdown } from './render-report-markdown'
import type { Report } from './report'
import { hashReport, serializeReport } from './serialize-report'

const { input } = sampleReport

/** The same report with one text wherever text of others can stand. */
function withText(text: string): Report {
  const finding = {
    ...sampleFinding,
    title: text,
    subject: text,
    detail: text,
    evidence: [{ where: text, what: text }],
    incident: text,
    remedy: text,
    reproduce: text,
  }
  const known = sampleReport.upgrades[0]!.from!.sources
  const { codeHash, address } = sampleReport.upgrades[0]!.to
  return {
    ...sampleReport,
    input: {
      ...input,
      protocol: { ...input.protocol, name: text },
      patch: hashPatch({ ...input.patch!, title: text, description: text }),
    },
    upgrades: [
      {
        ...sampleReport.upgrades[0]!,
        name: text,
        from: {
          address,
          codeHash,
          sources: known.known ? { ...known, contract: text, compiler: text } : known,
        },
        proxy: { address, sources: { known: false, reason: text } },
        authority: {
          rows: [
            {
              ...sampleReport.upgrades[0]!.authority.rows[0]!,
              signature: text,
              after: { guards: [text], passers: [{ kind: 'unknown', reason: text }] },
            },
          ],
          unread: [text],
        },
      },
    ],
    accounts: sampleReport.accounts.map((account) => ({ ...account, name: text })),
    findings: [finding, { ...finding, verdict: 'warn' }, { ...finding, verdict: 'unknown' }],
  }
}

/** As a reader sees it. */
const decode = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))

const render = { html: renderReportHtml, md: renderReportMarkdown }

describe.each(['html', 'md'] as const)('%s', (format) => {
  test('default', () => {
    const text = render[format](sampleReport)
    for (const part of [
      'Vault 2.0.0',
      hashReport(serializeReport(sampleReport)),
      input.operation!.id,
      input.block.hash,
      'ST-01',
      'owner is read as a balance',
      'Audius 2022',
      'TX-03',
      '1 fail, 0 unknown, 0 warn, 1 pass, 0 not-applicable',
      'guard removed',
      'anyone, at once',
      'delay: 2 days becomes 0 seconds',
    ]) {
      expect(decode(text)).toContain(part)
    }
  })

  test('behavior: the JSON alone gives it', () => {
    const again = parseReport(serializeReport(sampleReport))
    expect(render[format](again)).toBe(render[format](sampleReport))
  })

  test('behavior: a subject without a dossier is called what it is', () => {
    const { patch: _, operation, transaction, ...bare } = input
    const titleOf = (more: object) =>
      /(?:## |<h1>)(.*?)(?:\n|<\/h1>)/.exec(
        render[format]({ ...sampleReport, input: { ...bare, ...more } }),
      )?.[1]
    expect([titleOf({ operation }), titleOf({ transaction }), titleOf({})]).toEqual([
      'Operation',
      'Safe transaction',
      'Upgrade',
    ])
  })

  test('behavior: bidi and invisible characters are written out', () => {
    const text = decode(render[format](withText('a\u202Eb\u200Bc\u0000d')))
    expect(text).toContain('a⟨U+202E⟩b⟨U+200B⟩c⟨U+0000⟩d')
    expect(text).not.toMatch(/[\u202E\u200B\0]/)
  })

  test('behavior: long text is cut with a mark', () => {
    const long = withText('x')
    const detail = 'x'.repeat(100_000)
    const text = decode(render[format]({ ...long, findings: [{ ...sampleFinding, detail }] }))
    expect(text).toContain('(98000 more characters)')
  })
})

const tagsOf = (html: string) =>
  [...html.matchAll(/<\/?[a-z!][^>]*>/gi)].map(([tag]) => tag).join('\n')

test.each([
  '</title><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "' autofocus onfocus=alert(1) '",
  '</style><style>*{display:none}',
  '&lt;script&gt;<!-- ',
  '</code></dd></dl></main></body></html>',
])('behavior: HTML has the same tags with %s as with a word', (text) => {
  const html = renderReportHtml(withText(text))
  expect(tagsOf(html)).toBe(tagsOf(renderReportHtml(withText('word'))))
  expect(html).not.toContain('<script')
})

test('behavior: HTML is shut off from the world', () => {
  const html = renderReportHtml(sampleReport)
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  expect(html).not.toMatch(/(?:src|href|action|url)\s*[=(]/i)
})

const shapeOf = (markdown: string) =>
  markdown.split('\n').map((line) => [line.split('|').length, /^#* /.exec(line)?.[0] ?? ''])

test.each([
  '\n\n# Approved\n\n',
  '| a | b |',
  '<details><summary>',
  '```\n',
  '<!-- ',
  '- [x] done',
])('behavior: Markdown has the same lines with %j as with a word', (text) => {
  const markdown = renderReportMarkdown(withText(text))
  expect(shapeOf(markdown)).toEqual(shapeOf(renderReportMarkdown(withText('word'))))
  expect(markdown.replaceAll(/<\/?span>/g, '')).not.toMatch(/[<>]/)
})
