import { keccak256, stringToBytes } from 'viem'
import { describe, expect, test } from 'vitest'
import { bundleMetadata, parseSourceMetadata } from './source-metadata'

const text = 'contract Vault {}'
const library = `0x${'11'.repeat(20)}`
const metadata = {
  compiler: { version: '0.8.30+commit.73712a01' },
  language: 'Solidity',
  output: { abi: [] },
  settings: {
    compilationTarget: { 'src/Vault.sol': 'Vault' },
    evmVersion: 'cancun',
    libraries: { 'src/Math.sol:Math': library, 'src/Math.sol:Log': library, Old: library },
    remappings: ['@lib/=lib/'],
  },
  sources: {
    'src/Vault.sol': { keccak256: keccak256(stringToBytes(text)), urls: ['bzz-raw://1'] },
    'src/Math.sol': { keccak256: keccak256('0x'), content: '' },
  },
  version: 1,
}
const texts = (vault: string) => new Map([['src/Vault.sol', vault]])

test('default', () => {
  const { bundle, whole } = bundleMetadata(parseSourceMetadata(metadata), { texts: texts(text) })
  expect(whole).toBe(bundle)
  expect(bundle).toEqual({
    language: 'Solidity',
    compiler: '0.8.30+commit.73712a01',
    contract: { path: 'src/Vault.sol', name: 'Vault' },
    sources: { 'src/Vault.sol': text, 'src/Math.sol': '' },
    settings: {
      evmVersion: 'cancun',
      libraries: { 'src/Math.sol': { Math: library, Log: library }, '': { Old: library } },
      remappings: ['@lib/=lib/'],
    },
  })
})

describe('errors', () => {
  test('error: texts that are not those that were compiled', () => {
    const parsed = parseSourceMetadata(metadata)
    expect(() =>
      bundleMetadata(parsed, { texts: texts(`${text}\n`) }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: The sources are not those that were compiled.
      src/Vault.sol: has changed since
      Compile the project again, or check out the commit that was compiled.]
    `)
    expect(() => bundleMetadata(parsed, { texts: new Map() })).toThrow('src/Vault.sol: is missing')
  })

  test('error: no metadata', () => {
    expect(() => parseSourceMetadata({})).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: This is no metadata of solc.
      Expected: sources, and settings with one contract as its compilationTarget
      Give the metadata of solc, as \`metadata\` or \`rawMetadata\` of an artifact has it.]
    `)
    expect(() => parseSourceMetadata({ ...metadata, language: 'Vyper' })).toThrow('language')
    const sources = { 'src/Vault.sol': { keccak256: '0x' } }
    expect(() => parseSourceMetadata({ ...metadata, sources })).toThrow('has no keccak256')
  })
})
