import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sealScripts } from './seal-scripts.mjs'

const names = ['main', 'runtime', 'queue', 'menu'] as const
const file = (name: string) => `static/chunks/${name}.js`
const hashes = Object.fromEntries(names.map((name) => [file(name), `sha256-${name}`]))
const start = {
  rootMainFiles: [file('main'), file('runtime')],
  rootMainFilesTree: {},
  pagesChunkGroupBootstrapParams: {
    '/queue/page': { otherChunks: [file('main')], runtimeModuleIds: [1] },
    '/page': { otherChunks: [file('main')], runtimeModuleIds: [1] },
  },
  chunkLoadingGlobal: 'TURBOPACK',
}
const parts = {
  clientModules: { a: { id: 1, chunks: [`/_next/${file('queue')}`] } },
  entryJSFiles: { 'app/queue/page': [file('queue')], 'app/layout': [file('main')] },
}

let folder: string
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const read = (path: string) => readFileSync(join(folder, path), 'utf8')
const writeParts = (page: string, own: object) =>
  write(
    `server/app${page}_client-reference-manifest.js`,
    `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};
globalThis.__RSC_MANIFEST[${JSON.stringify(page)}] = ${JSON.stringify(own)}`,
  )

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'suture-seal-'))
  mkdirSync(join(folder, 'static/chunks'), { recursive: true })
  write('server/subresource-integrity-manifest.json', JSON.stringify(hashes))
  write('build-manifest.json', JSON.stringify(start))
  writeParts('/queue/page', parts)
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('sealScripts', () => {
  test('default: a page starts with the list and its own parts, and waits for the list', () => {
    const list = sealScripts(folder)
    const sealed = JSON.parse(read('build-manifest.json'))
    expect(sealed.rootMainFilesTree).toEqual({
      '/queue/page': [file('main'), list, file('runtime'), file('queue')],
      '/page': [file('main'), list, file('runtime')],
    })
    expect(sealed.pagesChunkGroupBootstrapParams['/queue/page']).toEqual({
      otherChunks: [list, file('main')],
      runtimeModuleIds: [1],
    })
  })

  test('behavior: the list has every other script, is named and sealed by its own text', () => {
    const list = sealScripts(folder)
    const text = read(list)
    const digest = createHash('sha256').update(text)
    expect(list).toContain(digest.copy().digest('hex').slice(0, 16))
    expect(JSON.parse(read('server/subresource-integrity-manifest.json'))).toEqual({
      ...hashes,
      [list]: `sha256-${digest.digest('base64')}`,
    })
    const loaded: unknown[] = []
    const currentScript = {}
    const context = {
      TURBOPACK: loaded,
      document: { currentScript, getElementById: () => null },
      addEventListener: () => undefined,
    }
    runInNewContext(text, context)
    expect(loaded).toEqual([[currentScript]])
    expect((context as { sutureScripts?: object }).sutureScripts).toEqual(
      Object.fromEntries(names.map((name) => [`/_next/${file(name)}`, `sha256-${name}`])),
    )
  })

  test('behavior: another build has another list', () => {
    const first = sealScripts(folder)
    write('build-manifest.json', JSON.stringify(start))
    const other = { ...hashes, [file('menu')]: 'sha256-other' }
    write('server/subresource-integrity-manifest.json', JSON.stringify(other))
    expect(sealScripts(folder)).not.toBe(first)
  })

  test('error: a part without a hash, or of a page that does not start', () => {
    const chunks = ['/_next/static/chunks/unknown.js']
    writeParts('/queue/page', { ...parts, clientModules: { a: { id: 1, chunks } } })
    expect(() => sealScripts(folder)).toThrow('/queue/page: static/chunks/unknown.js has no hash.')
    writeParts('/queue/page', parts)
    writeParts('/other/page', parts)
    expect(() => sealScripts(folder)).toThrow('/other/page: the build does not say how it starts.')
  })

  test('error: a build without hashes', () => {
    write('server/subresource-integrity-manifest.json', '{}')
    expect(() => sealScripts(folder)).toThrow('The build lists no scripts.')
  })
})
