import { describe, expect, test } from 'vitest'
import { vaultInput } from './__fixtures__/vault-input'
import { bundleSize, maximumBundleBytes } from './assert-bundle-size'
import { bundleSources } from './bundle-sources'
import { hashSourceBundle, serializeSourceBundle } from './hash-source-bundle'
import { parseSourceBundle } from './parse-source-bundle'

const compiler = '0.8.30+commit.73712a01'
const contract = 'src/Vault.sol:Vault'
const runtimeCode = '60806040a2000015'
const outputContract = (object: string, more: object = {}) => ({
  evm: { deployedBytecode: { object, ...more } },
})
const output = {
  contracts: {
    'src/Vault.sol': {
      Vault: outputContract(`0x${runtimeCode}`, {
        immutableReferences: { 7: [{ start: 1, length: 1 }] },
      }),
    },
    'src/base/Base.sol': { Base: outputContract('') },
    'test/Vault.t.sol': { VaultTest: outputContract('6001') },
  },
}
const foundry = {
  id: '1',
  source_id_to_path: {},
  solcVersion: '0.8.30',
  solcLongVersion: '0.8.30',
  input: { version: '0.8.30', ...vaultInput(), basePath: '/home/me/project' },
  output: {
    contracts: {
      ...output.contracts,
      'src/base/Base.sol': {
        Base: { metadata: `{"compiler":{"version":"${compiler}"},"language":"Solidity"}` },
      },
    },
  },
}
const hardhat = { _format: 'hh-sol-build-info-1', solcVersion: '0.8.30', solcLongVersion: compiler }
const expected = bundleSources({ input: vaultInput(), compiler, contract }).bundle

test('default: a standard JSON input', () => {
  const { bundle, whole } = bundleSources({ input: vaultInput(), compiler, contract })
  expect(bundle.contract).toEqual({ path: 'src/Vault.sol', name: 'Vault' })
  expect(bundle.compiler).toBe(compiler)
  expect(Object.keys(bundle.sources)).toHaveLength(3)
  expect(Object.keys(whole.sources)).toHaveLength(4)
  expect(hashSourceBundle(bundle)).toMatchInlineSnapshot(
    `"0x57821ce33936bec46b38a02f4d3f1239fd87a77f7358cc5f8e026ed41a89bcae"`,
  )
})

test('default: build-infos of Foundry and of Hardhat 2 and 3', () => {
  expect(bundleSources({ input: foundry, contract }).bundle).toEqual(expected)
  const hardhat2 = { ...hardhat, input: vaultInput(), output }
  expect(bundleSources({ input: hardhat2, contract }).bundle).toEqual(expected)
  const hardhat3 = { ...hardhat, _format: 'hh3-sol-build-info-1', input: vaultInput() }
  const beside = { _format: 'hh3-sol-build-info-output-1', id: '1', output }
  expect(
    bundleSources({ input: hardhat3, output: beside, code: '0x60ff6040a2000015' }).bundle,
  ).toEqual(expected)
  expect(bundleSources({ input: hardhat3, contract: 'Vault' }).bundle).toEqual(expected)
})

test('args: code finds the contract that nobody named', () => {
  expect(bundleSources({ input: foundry, code: '0x60996040a2000015' }).bundle).toEqual(expected)
})

describe('serializeSourceBundle', () => {
  test('behavior: a bundle survives as text, whatever the order of its members', () => {
    const text = serializeSourceBundle(expected)
    expect(parseSourceBundle(text)).toEqual(expected)
    const shuffled = JSON.stringify(
      Object.fromEntries(Object.entries(JSON.parse(text) as object).toReversed()),
    )
    expect(hashSourceBundle(parseSourceBundle(shuffled))).toBe(hashSourceBundle(expected))
  })

  test('error: other text', () => {
    expect(() => parseSourceBundle('{')).toThrow('This bundle is no JSON.')
    expect(() => parseSourceBundle('{}')).toThrow('The compiler is not known.')
    const renamed = { ...expected, contract: { path: 'src/Vault.sol', name: 'Other' } }
    expect(() => parseSourceBundle(serializeSourceBundle(renamed))).toThrow(
      'There is no such contract.',
    )
  })
})

describe('errors', () => {
  test('error: a contract that is not there', () => {
    const input = vaultInput()
    expect(() =>
      bundleSources({ input, compiler, contract: 'src/Vault.sol:Vualt' }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: There is no such contract.
      Asked for: src/Vault.sol:Vualt
      Vault: src/Vault.sol:Vault
      Base: src/base/Base.sol:Base
      Math: node_modules/lib/Math.sol:Math
      VaultTest: test/Vault.t.sol:VaultTest
      Name one in contract, as path:Name.]
    `)
  })

  test('error: a build-info of another contract', () => {
    expect(() =>
      bundleSources({ input: foundry, code: '0x6002' }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: None of its contracts has the code on the chain.
      Vault: src/Vault.sol:Vault
      Base: src/base/Base.sol:Base
      VaultTest: test/Vault.t.sol:VaultTest
      Give the build of that deployment: the same commit, compiler and settings.]
    `)
  })

  test('error: a name that several files declare', () => {
    const input = vaultInput()
    input.sources['test/Vault.t.sol'].content = 'contract Vault {}'
    expect(() =>
      bundleSources({ input, compiler, contract: 'Vault' }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: Several contracts could be meant.
      Asked for: Vault
      Vault: src/Vault.sol:Vault
      Vault: test/Vault.t.sol:Vault
      Name one in contract, as path:Name.]
    `)
  })

  test('error: too large, by one byte', () => {
    const sized = (filler: string) => {
      const input = {
        language: 'Solidity',
        sources: { 'A.sol': { content: `contract A {}${filler}` } },
      }
      return bundleSources({ input, compiler }).bundle
    }
    const most = maximumBundleBytes - bundleSize(sized(''))
    expect(bundleSize(sized(' '.repeat(most)))).toBe(maximumBundleBytes)
    expect(() => sized(' '.repeat(most + 1))).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: The sources are too large.
      Size: 5242881 bytes
      Allowed: 5242880 bytes
      A.sol: 5242746 characters
      Give the contract and what it imports, without tests and scripts.]
    `)
    // The limit counts bytes.
    expect(() => sized(`//${'é'.repeat(most / 2)}`)).toThrow('The sources are too large.')
  })

  test('behavior: what the contract does not reach may be as large as it likes', () => {
    const input = vaultInput()
    input.sources['test/Vault.t.sol'].content += ' '.repeat(maximumBundleBytes)
    const { bundle, whole } = bundleSources({ input, compiler, contract })
    expect(bundle).toEqual(expected)
    expect(whole).toBe(bundle)
  })

  test('error: no compiler', () => {
    expect(() => bundleSources({ input: vaultInput(), contract })).toThrow(
      'The compiler is not known.',
    )
  })

  test('error: a build-info without its input', () => {
    expect(() =>
      bundleSources({ input: { id: '9a', source_id_to_path: {}, language: 'Solidity' } }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: This holds no input of a compiler.
      Has: id, source_id_to_path, language
      Lacks: input, or sources
      Foundry left the sources out of this build-info: run \`forge build --force --build-info\`.]
    `)
    expect(() => bundleSources({ input: [] })).toThrow('Has: no members')
  })
})
