import { describe, expect, test } from 'vitest'
import { readPage } from '@/lib/core/instance/read-page'

const origin = 'https://desk.example'
const page = (more = '') => `<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/>
<link rel="stylesheet" href="/_next/static/chunks/a.css" integrity="sha256-a" nonce="n" data-precedence="next"/>
<link rel="icon" href="/icon.svg"/><script src="/_next/static/chunks/b.js" async="" integrity="sha256-b" nonce="n"></script>
<title>Fee &lt;script&gt;</title></head><body><!--$--><a href="/queue" title="&lt;img onerror=x&gt;">Queue</a><!--/$-->${more}
<script nonce="n" id="_R_">(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push({"otherChunks":["static/chunks/c.js"],"runtimeModuleIds":[1]})</script>
<script nonce="n">(self.__next_f=self.__next_f||[]).push([0])</script>
<script nonce="n">self.__next_f.push([1,"1:I[7,[\\"/_next/static/chunks/d.js\\"],\\"x\\"]\\n[\\"$\\",\\"script\\",\\"s\\",{\\"src\\":\\"/_next/static/chunks/e.js\\",\\"async\\":true,\\"nonce\\":\\"n\\"}]"])</script></body></html>`

const read = (more?: string) => readPage(page(more), origin)

test('default', () => {
  expect(read()).toEqual({
    assets: ['a.css', 'b.js', 'c.js', 'd.js', 'e.js'].map((name) => `_next/static/chunks/${name}`),
    seals: [
      ['_next/static/chunks/a.css', 'sha256-a'],
      ['_next/static/chunks/b.js', 'sha256-b'],
    ],
    problems: [],
  })
})

describe('error: something runs or lays out that is in no file', () => {
  test.each([
    '<script>alert(1)</script>',
    '<script nonce="n">self.__next_f.push([1,""]);alert(1)</script>',
    '<script nonce="n">self.__next_f.push(alert(1))</script>',
    '<SCRIPT\n>alert(1)</SCRIPT\n>',
    '<svg><script>alert(1)</script></svg>',
    '<svg><title><script>alert(1)</script></title></svg>',
    '<!-- <a title=" --> <script>alert(1)</script> <!-- "> -->',
    '<img src=x onerror=alert(1)>',
    '<img src="x"/onerror="alert(1)">',
    '<a href="java&#115;cript:alert(1)">x</a>',
    '<a href=" java\tscript:alert(1)">x</a>',
    '<button formaction="javascript&colon;alert(1)">x</button>',
    '<iframe src="/queue"></iframe>',
    '<iframe srcdoc="x"></iframe>',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<object data="/x.svg"></object>',
    '<style nonce="n">.fail { display: none }</style>',
    '<p style="display: none">Fails</p>',
    '<script nonce="n">self.__next_f.push([1,"[\\"$\\",\\"style\\",null,{\\"children\\":\\".fail{}\\"}]"])</script>',
    '<script nonce="n">self.__next_f.push([1,"[\\"$\\",\\"script\\",null,{\\"children\\":\\"alert(1)\\"}]"])</script>',
  ])('%s', (more) => {
    expect(read(more).problems.length).toBeGreaterThan(0)
  })
})

describe('error: something is loaded from elsewhere', () => {
  test.each([
    '<script src="https://evil.example/x.js"></script>',
    '<script src="//evil.example/x.js"></script>',
    '<script src="/\\\\evil.example/x.js"></script>',
    '<script src="https://desk.example@evil.example/x.js"></script>',
    '<script src="https://desk.example.evil.example/x.js"></script>',
    '<script src="data:text/javascript,alert(1)"></script>',
    '<link rel="preload stylesheet" href="https://evil.example/x.css">',
    '<link rel=modulepreload href=https://evil.example/x.js>',
    '<script nonce="n">self.__next_f.push([1,"[\\"$\\",\\"script\\",null,{\\"src\\":\\"https://evil.example/x.js\\"}]"])</script>',
  ])('%s', (more) => {
    expect(read(more).problems.join()).toMatch(/evil\.example|data:text/)
  })
})

test('error: addresses as we never write them', () => {
  for (const src of ['x.js', '/a/../x.js', './x.js', '/%2e%2e/x.js', ' /x.js', '']) {
    expect(read(`<script src="${src}"></script>`).problems.length).toBe(1)
  }
})

test('behavior: a file of the same origin is told, whoever names it', () => {
  const named = [
    `<script src="${origin}/x.js"></script>`,
    '<link as=script rel="preload" href="/x.js?dpl=1">',
    '<script nonce="n">self.__next_f.push([1,"2:I[1,[\\"/_next/static/x.js\\"]]"])</script>',
    '<svg><script href="/x.js"></script></svg>',
  ]
  for (const more of named) expect(read(more).assets.join()).toMatch(/x\.js/)
})

test('behavior: every element that has a script or a style sheet loaded is told with its hash', () => {
  const more = [
    '<script src="/x.js"></script>',
    '<script src="/x.js" integrity="sha256-x"></script>',
    '<link rel="preload" as="script" href="/x.js">',
    '<link rel="modulepreload" href="/x.js">',
    '<link rel="stylesheet modulepreload" href="/x.js">',
    '<link rel="preload" as="fetch" href="/x.js">',
    '<link rel="stylesheet" href="/x.js">',
    '<link rel="preload" as="style" href="/x.js">',
    // What a font is fetched as decides nothing where it is a style sheet, too.
    '<link rel="preload stylesheet" as="font" href="/x.js">',
  ]
  const own = (html: string) => read(html).seals.filter(([path]) => path === 'x.js')
  expect(more.map((html) => own(html)[0]?.[1])).toEqual([
    '',
    'sha256-x',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
  ])
  const font = '<link rel=preload as=font href=/x.woff>'
  expect(read(font).seals).toEqual(read().seals)
})

test('behavior: what a page shows is no script, whatever it says', () => {
  const words = '<p title="&lt;script&gt;alert(1)&lt;/script&gt;">onclick=alert(1) javascript:x</p>'
  expect(read(words).problems).toEqual([])
})
