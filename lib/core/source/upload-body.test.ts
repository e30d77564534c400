import { expect, test } from 'vitest'
import { uploadBody } from './upload-body'

const of = { chainId: 1, address: '0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5' } as const
const words = { contract: '', compiler: '' }
const input = { language: 'Solidity', sources: {}, settings: {} }

test('default', () => {
  const body = uploadBody({ of, file: JSON.stringify(input), ...words })
  expect(JSON.parse(body)).toEqual({ ...of, input })
})

test('args: contract, compiler', () => {
  const named = { contract: 'src/Vault.sol:Vault', compiler: '0.8.30' }
  const body = uploadBody({ of, file: JSON.stringify(input), ...named })
  expect(JSON.parse(body)).toEqual({ ...of, ...named, input })
})

test('behavior: of a large build-info what the compiler answered is left out, if the contract is named', () => {
  const file = JSON.stringify({ input, output: 'x'.repeat(5_000_000) })
  const body = uploadBody({ of, file, contract: 'Vault', compiler: '' })
  expect(JSON.parse(body)).toEqual({ ...of, contract: 'Vault', input: { input } })
  expect(() => uploadBody({ of, file, ...words })).toThrowErrorMatchingInlineSnapshot(`
    [InvalidSourcesError: This file is too large.
    Size: 5,000,149 characters
    Name the contract: then what the compiler answered is left out. Or give the standard JSON input of the contract alone.]
  `)
})

test('error: no JSON', () => {
  expect(() => uploadBody({ of, file: '{', ...words })).toThrowErrorMatchingInlineSnapshot(`
    [InvalidSourcesError: This file is not JSON.
    JSON: Expected property name or '}' in JSON at position 1
    Give a standard JSON input of solc, or a build-info of Foundry or Hardhat.]
  `)
})
