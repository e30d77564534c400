import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { completeLockfile, findOmissions, platformOf } from './complete-lockfile.mjs'

const committed = JSON.parse(readFileSync('package-lock.json', 'utf8'))

describe('the committed lockfile', () => {
  test('default', () => {
    expect(findOmissions(committed)).toEqual([])
  })

  // Whoever installs on one of these must find every native package that has a build for it.
  test.each([
    ['darwin', 'arm64'],
    ['darwin', 'x64'],
    ['win32', 'x64'],
    ['linux', 'arm64'],
    ['linux', 'x64'],
  ])('behavior: holds biome, next, tailwind, esbuild and foundry for %s-%s', (os, cpu) => {
    const entries = Object.entries<{ os?: string[]; cpu?: string[] }>(committed.packages)
    const names = entries
      .filter(([, entry]) => entry.os?.includes(os) && entry.cpu?.includes(cpu))
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    for (const family of [
      '@biomejs/cli-',
      '@next/swc-',
      '@tailwindcss/oxide-',
      '@esbuild/',
      '@typescript/',
      '@foundry-rs/anvil-',
      '@foundry-rs/forge-',
      '@foundry-rs/cast-',
      'lightningcss-',
      '@rolldown/binding-',
    ]) {
      expect({ family, found: names.some((name) => name.startsWith(family)) }).toEqual({
        family,
        found: true,
      })
    }
  })

  test('behavior: names no registry host', () => {
    expect(JSON.stringify(committed)).not.toMatch(/"resolved":/)
  })
})

const parent = {
  version: '1.0.0',
  dev: true,
  optionalDependencies: { 'tool-darwin-arm64': '1.0.0', 'tool-linux-x64': '1.0.0' },
}

describe('completeLockfile', () => {
  test('default', () => {
    const { lockfile, added } = completeLockfile({
      packages: {
        'node_modules/tool': parent,
        'node_modules/tool-linux-x64': { version: '1.0.0', os: ['linux'], cpu: ['x64'] },
      },
    })
    expect(added).toEqual(['node_modules/tool-darwin-arm64'])
    expect(lockfile.packages['node_modules/tool-darwin-arm64']).toEqual({
      version: '1.0.0',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    })
    expect(findOmissions(lockfile)).toEqual([])
  })

  test('behavior: a second run adds nothing', () => {
    const once = completeLockfile({ packages: { 'node_modules/tool': parent } })
    expect(once.added).toHaveLength(2)
    expect(completeLockfile(once.lockfile)).toEqual({ lockfile: once.lockfile, added: [] })
  })

  test('behavior: a package nested in its parent counts as present', () => {
    const nested = { 'node_modules/tool': { optionalDependencies: { 'x-linux-x64': '1.0.0' } } }
    const packages = { ...nested, 'node_modules/tool/node_modules/x-linux-x64': {} }
    expect(findOmissions({ packages })).toEqual([])
  })

  test('behavior: two versions of one package both find a place', () => {
    const { added } = completeLockfile({
      packages: {
        'node_modules/a': { optionalDependencies: { 'x-linux-x64': '1.0.0' } },
        'node_modules/b': { optionalDependencies: { 'x-linux-x64': '2.0.0' } },
      },
    })
    expect(added).toEqual(['node_modules/x-linux-x64', 'node_modules/b/node_modules/x-linux-x64'])
  })

  test('error: a name that tells no platform', () => {
    const packages = { 'node_modules/a': { optionalDependencies: { mystery: '1.0.0' } } }
    expect(() => completeLockfile({ packages })).toThrowErrorMatchingInlineSnapshot(
      `[Error: node_modules/a wants mystery@1.0.0: cannot tell its platform; lock it by hand.]`,
    )
  })
})

test.each([
  ['@next/swc-win32-x64-msvc', { os: ['win32'], cpu: ['x64'] }],
  ['@foundry-rs/anvil-darwin-amd64', { os: ['darwin'], cpu: ['x64'] }],
  ['@oxc-parser/binding-linux-arm-musleabihf', { os: ['linux'], cpu: ['arm'], libc: ['musl'] }],
  ['@oxc-parser/binding-linux-riscv64-gnu', { os: ['linux'], cpu: ['riscv64'], libc: ['glibc'] }],
  ['@tailwindcss/oxide-wasm32-wasi', { cpu: ['wasm32'] }],
  ['some-package', undefined],
])('platformOf: %s', (name, expected) => {
  expect(platformOf(name, [])).toEqual(expected)
})

test('platformOf: the twin of a musl build is for glibc', () => {
  expect(platformOf('tool-linux-x64', ['tool-linux-x64-musl'])?.libc).toEqual(['glibc'])
})
