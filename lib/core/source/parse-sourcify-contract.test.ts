import { expect, test } from 'vitest'
import { vaultInput } from './__fixtures__/vault-input'
import { parseSourcifyContract } from './parse-sourcify-contract'

const answer = {
  match: 'match',
  creationMatch: null,
  runtimeMatch: 'exact_match',
  chainId: '1',
  compilation: {
    language: 'Solidity',
    compiler: 'solc',
    compilerVersion: '0.8.30+commit.73712a01',
    compilerSettings: vaultInput().settings,
    name: 'Vault',
    fullyQualifiedName: 'src/Vault.sol:Vault',
  },
}

test('default', () => {
  const found = parseSourcifyContract({ ...answer, stdJsonInput: vaultInput() })
  expect(found?.bundle.contract).toEqual({ path: 'src/Vault.sol', name: 'Vault' })
  expect(Object.keys(found?.bundle.sources ?? {})).toHaveLength(3)
  // An answer with sources and settings apart says the same.
  expect(parseSourcifyContract({ ...answer, sources: vaultInput().sources })).toEqual(found)
})

test('behavior: a contract without a match is not known', () => {
  const unknown = { match: null, creationMatch: null, runtimeMatch: null, chainId: '1' }
  expect(parseSourcifyContract(unknown)).toBeUndefined()
})

test('behavior: Vyper', () => {
  const compilation = {
    language: 'Vyper',
    compilerVersion: '0.3.10+commit.91361694',
    fullyQualifiedName: 'contracts/pool.vy:Pool',
  }
  const stdJsonInput = {
    language: 'Vyper',
    sources: { 'contracts/pool.vy': { content: 'import math' }, 'math.vy': { content: '' } },
    settings: { evmVersion: 'shanghai' },
  }
  const found = parseSourcifyContract({ match: 'match', compilation, stdJsonInput })
  expect(found?.bundle.contract).toEqual({ path: 'contracts/pool.vy', name: 'Pool' })
  expect(found?.whole).toBe(found?.bundle)
})

test('error: an answer of another kind', () => {
  expect(() => parseSourcifyContract({ match: 'match' })).toThrowErrorMatchingInlineSnapshot(`
    [InvalidSourcesError: Sourcify’s answer names no contract and compiler.
    Expected: compilation.fullyQualifiedName and compilation.compilerVersion
    Ask with fields=compilation,stdJsonInput.]
  `)
  expect(() => parseSourcifyContract('<html>')).toThrow('names no contract and compiler')
  expect(() => parseSourcifyContract(answer)).toThrow('This holds no input of a compiler.')
})
