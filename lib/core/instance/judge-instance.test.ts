import { createHash } from 'node:crypto'
import { type Hash, sha256, stringToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { buildManifest, hashAssets, parseBuildManifest } from '@/lib/core/instance/build-manifest'
import { compareAssets, integrityOf, judgeInstance } from '@/lib/core/instance/judge-instance'

const of = (text: string): Hash => sha256(stringToHex(text))
const assets = {
  '_next/static/chunks/b.js': of('b'),
  '_next/static/chunks/a.js': of('a'),
  'icon.svg': of('<svg/>'),
}
const manifest = buildManifest({ version: '0.1.0', assets })
const sealed = (path: string, integrity: string) =>
  `<script src="/${path}" integrity="${integrity}"></script>`
const html = sealed('_next/static/chunks/a.js', integrityOf(of('a')))
const facts = { origin: 'https://desk.example', manifest, given: assets, pages: { '/': html } }

describe('hashAssets', () => {
  test('default: as sha256sum has it', () => {
    const lines = Object.entries(assets)
      .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map(([path, hash]) => `${hash.slice(2)}  ${path}\n`)
    const expected = createHash('sha256').update(lines.join('')).digest('hex')
    expect(hashAssets(assets)).toBe(`0x${expected}`)
  })

  test('behavior: the order in which files were found changes nothing, a name does', () => {
    expect(hashAssets(Object.fromEntries(Object.entries(assets).reverse()))).toBe(manifest.hash)
    const { 'icon.svg': icon, ...rest } = assets
    expect(hashAssets({ ...rest, 'icon2.svg': icon })).not.toBe(manifest.hash)
  })
})

describe('parseBuildManifest', () => {
  test('default', () => {
    expect(parseBuildManifest(JSON.stringify(manifest))).toEqual(manifest)
  })

  test('error: a hash that is not of its assets', () => {
    const forged = JSON.stringify({ ...manifest, assets: { ...assets, 'icon.svg': of('evil') } })
    expect(() => parseBuildManifest(forged)).toThrow('The manifest contradicts itself.')
  })

  test.each(['../etc/passwd', '/icon.svg', 'https://evil.example/x', 'a//b', 'a/../b', '.env'])(
    'error: an asset at %s',
    (path) => {
      const made = buildManifest({ version: '1', assets: { [path]: of('x') } })
      expect(() => parseBuildManifest(JSON.stringify(made))).toThrow('no manifest')
    },
  )

  test.each(['', '[]', '{}', 'null', '<html>'])('error: %j', (json) => {
    expect(() => parseBuildManifest(json)).toThrow('That is no manifest of an instance.')
  })
})

describe('judgeInstance', () => {
  test('default', () => {
    expect(judgeInstance(facts)).toEqual([])
  })

  test('error: an asset that was altered, or is withheld', () => {
    const path = '_next/static/chunks/a.js'
    const altered = judgeInstance({ ...facts, given: { ...assets, [path]: of('evil') } })
    expect(altered).toMatchObject([
      { where: `/${path}`, problem: expect.stringContaining('hashes to') },
    ])
    expect(judgeInstance({ ...facts, given: { ...assets, [path]: undefined } })).toMatchObject([
      { where: `/${path}`, problem: 'is listed and not given' },
    ])
  })

  test('error: a page that loads a script which the manifest does not list', () => {
    const pages = { '/queue': `${html}<script src="/_next/static/chunks/evil.js"></script>` }
    expect(judgeInstance({ ...facts, pages })).toEqual([
      {
        where: '/queue',
        problem: 'loads /_next/static/chunks/evil.js, which the manifest does not list',
      },
    ])
  })

  test('error: a page that loads a script without its hash, or by another', () => {
    const path = '_next/static/chunks/a.js'
    const problems = (more: string) => judgeInstance({ ...facts, pages: { '/': html + more } })
    expect(problems(`<script src="/${path}"></script>`)).toEqual([
      { where: '/', problem: `loads /${path} without its hash` },
    ])
    const other = integrityOf(of('evil'))
    expect(problems(sealed(path, other))).toEqual([
      { where: '/', problem: `loads /${path} by another hash` },
    ])
    // A browser takes any of several.
    expect(problems(sealed(path, `${integrityOf(of('a'))} ${other}`))).toHaveLength(1)
    expect(problems(`<link rel="preload" as="script" href="/${path}">`)).toHaveLength(1)
    expect(problems(sealed(path, integrityOf(of('a'))))).toEqual([])
  })

  test('error: a page with a script of its own', () => {
    const pages = { '/': `${html}<script>steal()</script>` }
    expect(judgeInstance({ ...facts, pages })).toMatchObject([
      { where: '/', problem: 'holds script in the page: steal()' },
    ])
  })
})

test('integrityOf: as browsers make it', () => {
  for (const text of ['', 'a', 'suture']) {
    const expected = createHash('sha256').update(text).digest('base64')
    expect(integrityOf(of(text))).toBe(`sha256-${expected}`)
  }
})

test('compareAssets: what is altered, missing or added', () => {
  expect(compareAssets(assets, { ...assets })).toEqual([])
  const { 'icon.svg': _, ...fewer } = assets
  expect(compareAssets(assets, fewer)).toEqual(['icon.svg'])
  expect(compareAssets(fewer, { ...assets, 'icon.svg': of('evil') })).toEqual(['icon.svg'])
})
