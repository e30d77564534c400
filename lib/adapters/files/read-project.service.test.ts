import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { keccak256, stringToBytes } from 'viem'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { vaultInput } from '@/lib/core/source/__fixtures__/vault-input'
import { bundleSources } from '@/lib/core/source/bundle-sources'
import { chooseContract } from '@/lib/core/source/choose-contract'
import { readProject } from './read-project'

const compiler = '0.8.30+commit.73712a01'
const contract = 'src/Vault.sol:Vault'
const expected = bundleSources({ input: vaultInput(), compiler, contract }).bundle

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'suture-project-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, content: unknown): string {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

async function bundleOf(path: string, more: { compiler?: string } = {}) {
  const contracts = await readProject({ path, ...more })
  return (await chooseContract(contracts, { contract }).readSources()).bundle
}

/** What `forge build` leaves behind by default: artifacts with metadata, and a build-info without sources. */
function writeFoundry(out: string, change: { path?: string; text?: string } = {}): void {
  const { sources } = expected
  const files = Object.entries(sources).map(([path, text]) => {
    write(path, change.path === path ? (change.text ?? '') : text)
    return [path, { keccak256: keccak256(stringToBytes(text)), urls: [] }] as const
  })
  const metadata = {
    compiler: { version: compiler },
    language: 'Solidity',
    settings: { ...expected.settings, compilationTarget: { 'src/Vault.sol': 'Vault' } },
    sources: Object.fromEntries(files),
  }
  const deployedBytecode = { object: '0x6001', immutableReferences: {} }
  write(`${out}/Vault.sol/Vault.json`, { rawMetadata: JSON.stringify(metadata), deployedBytecode })
  write(`${out}/IVault.sol/IVault.json`, { abi: [] })
  write(`${out}/build-info/1.json`, { id: '1', source_id_to_path: {}, language: 'Solidity' })
}

describe('default', () => {
  test('a folder of Foundry', async () => {
    writeFoundry('contracts/out')
    write('foundry.toml', '[profile.default]\nsrc = "contracts/src"\nout = "contracts/out"\n')
    const { settings, ...rest } = await bundleOf(root)
    expect(rest).toEqual({ ...rest, sources: expected.sources, contract: expected.contract })
    expect(settings).toEqual({ ...expected.settings, libraries: {} })
    const contracts = await readProject({ path: root })
    expect(chooseContract(contracts, { code: '0x6001' }).name).toBe('Vault')
  })

  test('a folder of Foundry without metadata', async () => {
    write('out/Vault.sol/Vault.json', { abi: [] })
    write('out/build-info/1.json', { solcVersion: '0.8.30', input: vaultInput() })
    expect(await bundleOf(root)).toEqual({ ...expected, compiler: '0.8.30' })
  })

  test('folders of Hardhat 2 and 3', async () => {
    const build = { solcLongVersion: compiler, input: vaultInput() }
    write('artifacts/build-info/1.json', { _format: 'hh-sol-build-info-1', ...build })
    expect(await bundleOf(root)).toEqual(expected)
    const vault = { evm: { deployedBytecode: { object: '6002' } } }
    const output = { contracts: { 'src/Vault.sol': { Vault: vault } } }
    write('artifacts/build-info/1.json', { _format: 'hh3-sol-build-info-1', ...build })
    write('artifacts/build-info/1.output.json', { _format: 'hh3-sol-build-info-output-1', output })
    expect(await bundleOf(root)).toEqual(expected)
    expect(chooseContract(await readProject({ path: root }), { code: '0x6002' }).name).toBe('Vault')
  })

  test('one file', async () => {
    const file = write('input.json', vaultInput())
    expect(await bundleOf(file, { compiler })).toEqual(expected)
    await expect(bundleOf(file)).rejects.toThrow('The compiler is not known.')
  })
})

describe('errors', () => {
  test('error: a source that was edited after the build', async () => {
    writeFoundry('out', { path: 'src/base/Base.sol', text: 'contract Base {}' })
    await expect(bundleOf(root)).rejects.toThrow('src/base/Base.sol: has changed since')
  })

  test('error: an artifact that leads out of the project', async () => {
    const compilationTarget = { 'src/Vault.sol': 'Vault' }
    const sources = { '../../etc/passwd': { keccak256: keccak256('0x') } }
    const metadata = {
      compiler: { version: compiler },
      language: 'Solidity',
      settings: { compilationTarget },
      sources,
    }
    write('out/Vault.sol/Vault.json', { metadata })
    await expect(bundleOf(root)).rejects.toThrow('../../etc/passwd leads out of its folder')
  })

  test('error: nothing that was built', async () => {
    const withoutRoot = (error: unknown) => String(error).replaceAll(root, '<root>')
    const failure = (path: string) => readProject({ path }).then(String, withoutRoot)
    expect([
      await failure(root),
      await failure(join(root, 'gone')),
      await failure(write('broken.json', '{')),
      await failure(write('package.json', { name: 'x' })),
    ]).toMatchInlineSnapshot(`
      [
        "UnreadableProjectError: This project cannot be read.
      Path: <root>
      Problem: it holds nothing that Foundry or Hardhat has built
      Give the folder of a Foundry or Hardhat project that was built, a build-info, or a standard JSON input.",
        "UnreadableProjectError: This project cannot be read.
      Path: <root>/gone
      Problem: there is nothing
      Give the folder of a Foundry or Hardhat project that was built, a build-info, or a standard JSON input.",
        "UnreadableProjectError: This project cannot be read.
      Path: <root>/broken.json
      Problem: it does not parse as JSON
      Give the folder of a Foundry or Hardhat project that was built, a build-info, or a standard JSON input.",
        "InvalidSourcesError: This holds no input of a compiler.
      Has: name
      Lacks: input, or sources
      Give a standard JSON input of solc, or a build-info of Foundry or Hardhat.",
      ]
    `)
  })
})
