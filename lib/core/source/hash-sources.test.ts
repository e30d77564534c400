import { expect, test } from 'vitest'
import { hashFileHashes, hashSources } from './hash-sources'
import type { SourceBundle } from './source-bundle'

const vault = 'import "./Base.sol";\n// reads twice\ncontract Vault is Base {}\n'

function bundleOf(
  sources: SourceBundle['sources'],
  rest: Partial<SourceBundle> = {},
): SourceBundle {
  return {
    language: 'Solidity',
    compiler: '0.8.30+commit.73712a01',
    contract: { path: 'src/Vault.sol', name: 'Vault' },
    sources: { 'src/Base.sol': 'contract Base {}\n', ...sources },
    settings: {},
    ...rest,
  }
}

const hashOf = (...parameters: Parameters<typeof bundleOf>) =>
  hashSources(bundleOf(...parameters)).sourceHash
const expected = hashOf({ 'src/Vault.sol': vault })

test('default', () => {
  const { sourceHash, files } = hashSources(bundleOf({ 'src/Vault.sol': vault }))
  expect({ sourceHash, files }).toMatchInlineSnapshot(`
    {
      "files": {
        "src/Base.sol": "0x9b59efd2039737bbf76bd0ceed817a2550af706ffec77abeb3fd07cc2bd198e1",
        "src/Vault.sol": "0x076ea41d5512219f7a7b1a36cfb05ceb1544869b95d0250f8b425abb547553bd",
      },
      "sourceHash": "0x2ee620ce2f67964e46839a3bacf9b490ab7aa6ac9fc0444ba367b1f054a4b0ac",
    }
  `)
  expect(hashFileHashes(files)).toBe(sourceHash)
})

test('behavior: what a checkout, the compiler and other files change does not count', () => {
  expect(hashOf({ 'src/Vault.sol': `\uFEFF${vault.replaceAll('\n', '\r\n')}` })).toBe(expected)
  expect(hashOf({ 'src/Vault.sol': vault, 'test/Vault.t.sol': 'contract T {}' })).toBe(expected)
  const otherwise = { compiler: '0.8.29+commit.ab55807c', settings: { optimizer: { runs: 1 } } }
  expect(hashOf({ 'src/Vault.sol': vault }, otherwise)).toBe(expected)
})

test('behavior: every other character counts, and so does each path', () => {
  expect(hashOf({ 'src/Vault.sol': vault.replace('twice', 'once') })).not.toBe(expected)
  expect(hashOf({ 'src/Vault.sol': vault.replace('{}', '{ }') })).not.toBe(expected)
  expect(hashOf({ 'src/Vault.sol': vault, 'src/Base.sol': 'contract Base { }\n' })).not.toBe(
    expected,
  )
  const sources = { 'a/Vault.sol': vault, 'a/Base.sol': 'contract Base {}\n' }
  expect(hashOf(sources, { contract: { path: 'a/Vault.sol', name: 'Vault' } })).not.toBe(expected)
})
