import { expect, test } from 'vitest'
import { makeSbom } from './sbom.mjs'

const lock = {
  name: 'suture',
  version: '1.0.0',
  packages: {
    '': { dependencies: { a: '1.0.0', '@x/b': '2.0.0' }, optionalDependencies: { c: '3.0.0' } },
    'node_modules/a': {
      version: '1.0.0',
      license: 'MIT',
      integrity: `sha512-${Buffer.from('digest').toString('base64')}`,
      dependencies: { '@x/b': '1.0.0', gone: '1.0.0' },
    },
    'node_modules/a/node_modules/@x/b': { version: '1.0.0' },
    'node_modules/@x/b': { version: '2.0.0' },
    'node_modules/c': { version: '3.0.0', optional: true },
    'node_modules/tool': { version: '9.0.0', dev: true },
  },
}

test('default: what is installed to run it, each with its hash, and what needs what', () => {
  const { components, dependencies } = makeSbom(lock) as {
    components: { purl: string }[]
    dependencies: { ref: string; dependsOn: string[] }[]
  }
  expect(components.map(({ purl }) => purl)).toEqual([
    'pkg:npm/%40x/b@1.0.0',
    'pkg:npm/%40x/b@2.0.0',
    'pkg:npm/a@1.0.0',
    'pkg:npm/c@3.0.0',
  ])
  expect(components[2]).toMatchObject({
    licenses: [{ license: { name: 'MIT' } }],
    hashes: [{ alg: 'SHA-512', content: Buffer.from('digest').toString('hex') }],
  })
  expect(dependencies.slice(0, 2)).toEqual([
    {
      ref: 'pkg:npm/suture@1.0.0',
      dependsOn: ['pkg:npm/%40x/b@2.0.0', 'pkg:npm/a@1.0.0', 'pkg:npm/c@3.0.0'],
    },
    { ref: 'pkg:npm/a@1.0.0', dependsOn: ['pkg:npm/%40x/b@1.0.0'] },
  ])
})

test('behavior: the same lockfile gives the same bytes, and names no registry', () => {
  expect(JSON.stringify(makeSbom(lock))).toBe(JSON.stringify(makeSbom(structuredClone(lock))))
  expect(JSON.stringify(makeSbom(lock))).not.toMatch(/https?:/)
})
