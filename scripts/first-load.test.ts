import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  builtScripts,
  kitMarkers,
  measureFirstLoad,
  overBudget,
  scriptUrls,
} from './first-load.mjs'

const base = 'http://127.0.0.1:3000/queue'

describe('scriptUrls', () => {
  test('default', () => {
    const html = `
      <link rel="stylesheet" href="/_next/static/css/a.css"/>
      <link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/main.js"/>
      <link rel="modulepreload" href="/vendor.js"/>
      <script src="/_next/static/chunks/main.js?dpl=1" async=""></script>
      <script src="/_next/static/chunks/polyfills.js" noModule=""></script>
      <script>self.__next_f.push([1,"2:I[7,[\\"/_next/static/chunks/queue.js\\",\\"static/chunks/table.js\\"]]"])</script>
      <script>inline()</script>`
    expect(scriptUrls(html, base)).toEqual([
      'http://127.0.0.1:3000/_next/static/chunks/main.js',
      'http://127.0.0.1:3000/vendor.js',
      'http://127.0.0.1:3000/_next/static/chunks/queue.js',
      'http://127.0.0.1:3000/_next/static/chunks/table.js',
    ])
  })

  test('behavior: a page without scripts', () => {
    expect(scriptUrls('<p>static/chunks</p>', base)).toEqual([])
  })
})

describe('measureFirstLoad', () => {
  const code = 'export const answer = 42;'.repeat(50)
  const files: Record<string, string> = {
    '/': '<script src="/a.js"></script><script src="/b.js"></script>',
    '/kit': '<script src="/a.js"></script><script src="/kit.js"></script>',
    '/empty': '<p>static</p>',
    '/broken': '<script src="/gone.js"></script>',
    '/a.js': code,
    '/b.js': code,
    '/kit.js': `throw "${kitMarkers['@safe-global/api-kit']}"`,
  }
  const server = createServer((request, response) => {
    const body = files[request.url ?? '']
    response.writeHead(body === undefined ? 404 : 200).end(body)
  })
  let origin = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server.close())

  test('default', async () => {
    const load = await measureFirstLoad(`${origin}/`)
    const one = gzipSync(code, { level: 9 }).length
    expect(load).toMatchObject({ bytes: 2 * one, kits: [] })
    expect(overBudget(load, 2 * one)).toEqual([])
    expect(overBudget(load, 2 * one - 100)).toEqual([expect.stringContaining('0.1 kB over')])
  })

  test("behavior: a part of Safe's kits in any script", async () => {
    const load = await measureFirstLoad(`${origin}/kit`)
    expect(overBudget(load, 1e6)).toEqual(['@safe-global/api-kit is in the first load'])
  })

  test.each([
    ['a page that is not there', '/gone', 'answers 404'],
    ['a script that is not there', '/broken', 'answers 404'],
    ['a page without scripts, which would pass any budget', '/empty', 'loads no script'],
  ])('error: %s', async (_title, path, message) => {
    await expect(measureFirstLoad(origin + path)).rejects.toThrow(message)
  })
})

// A marker that its package no longer holds would find nothing, for ever.
test.each(Object.entries(kitMarkers))('kitMarkers: %s', (name, marker) => {
  const folder = `node_modules/${name}/dist`
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(js|mjs|json)$/.test(path))
    .some((path) => readFileSync(`${folder}/${path}`, 'utf8').includes(marker))
  expect(found).toBe(true)
})

describe('builtScripts', () => {
  const manifest = (files: object) =>
    `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};
    globalThis.__RSC_MANIFEST["/queue/page"] = ${JSON.stringify({ entryJSFiles: files })}`

  function build(files: Record<string, string>): string {
    const folder = mkdtempSync(join(tmpdir(), 'suture-build-'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return folder
  }

  const files = {
    'build-manifest.json': '{"rootMainFiles":["static/chunks/main.js"],"polyfillFiles":["old.js"]}',
    'server/app/queue/page_client-reference-manifest.js': manifest({
      '[project]/app/layout': ['static/chunks/frame.js'],
      '[project]/app/queue/page': ['static/chunks/frame.js', 'static/chunks/queue.js'],
    }),
    'static/chunks/main.js': '1',
    'static/chunks/frame.js': '2',
    'static/chunks/queue.js': '3',
  }

  test('default', () => {
    const folder = build(files)
    expect(builtScripts('queue', folder)).toEqual(
      ['main', 'frame', 'queue'].map((name) => `${folder}/static/chunks/${name}.js`),
    )
  })

  test("error: a part of Safe's kits", () => {
    const kit = `throw "${kitMarkers['@safe-global/protocol-kit']}"`
    const folder = build({ ...files, 'static/chunks/queue.js': kit })
    expect(() => builtScripts('queue', folder)).toThrowErrorMatchingInlineSnapshot(
      `[Error: queue: @safe-global/protocol-kit is in the first load.]`,
    )
  })

  test('error: no such page', () => {
    expect(() => builtScripts('gone', build(files))).toThrow('is missing')
  })

  test('error: a build that names no script', () => {
    const folder = build({
      ...files,
      'server/app/queue/page_client-reference-manifest.js': manifest({}),
    })
    expect(() => builtScripts('queue', folder)).toThrow('names no script')
  })
})
