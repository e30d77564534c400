import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { configuredDescriptors } from './configured-descriptors'
import { loadConfig } from './load-config'

const directory = mkdtempSync(join(tmpdir(), 'suture-config-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const valid = {
  chains: [{ id: 31337, name: 'Anvil', rpcUrls: ['http://127.0.0.1:8545'] }],
  protocols: [
    {
      name: 'Harbor',
      chainId: 31337,
      safe: `0x${'1'.repeat(40)}`,
      timelock: `0x${'2'.repeat(40)}`,
    },
  ],
}

function fileWith(name: string, text: string): string {
  const path = join(directory, name)
  writeFileSync(path, text)
  return path
}

test('default', () => {
  const path = fileWith('valid.json', JSON.stringify(valid))
  const config = loadConfig({ SUTURE_CONFIG: path, DATABASE_URL: 'postgresql://x/y' })
  expect(config.protocols[0]?.name).toBe('Harbor')
  expect(config.databaseUrl).toBe('postgresql://x/y')
})

test('behavior: a variable that is set and empty is as good as none', () => {
  const path = fileWith(
    'project.json',
    JSON.stringify({ ...valid, walletConnectProjectId: 'from the file' }),
  )
  const empty = {
    SUTURE_CONFIG: path,
    DATABASE_URL: '',
    SUTURE_DATA_DIR: '',
    SUTURE_CACHE_DIR: '',
    SAFE_SERVICE_API_KEY: '',
    SUTURE_RPC_URL_31337: '',
    WALLETCONNECT_PROJECT_ID: '',
  }
  expect(loadConfig(empty)).toEqual(loadConfig({ SUTURE_CONFIG: path }))
  expect(loadConfig(empty).walletConnectProjectId).toBe('from the file')
})

test('error: no file', () => {
  expect(() =>
    loadConfig({ SUTURE_CONFIG: '/nowhere/suture.config.json' }),
  ).toThrowErrorMatchingInlineSnapshot(`
    [ConfigError: The configuration has a problem.
    SUTURE_CONFIG: no readable file at /nowhere/suture.config.json; copy suture.config.example.json there, or run \`npm run demo\` for a local world
    Every setting is described in docs/configuration.md.]
  `)
})

test('error: a directory is no file', () => {
  expect(() => loadConfig({ SUTURE_CONFIG: directory })).toThrow(/no readable file/)
})

test('error: a file that is no configuration', () => {
  const path = fileWith('broken.json', '{')
  expect(() => loadConfig({ SUTURE_CONFIG: path })).toThrow(/the file: is not JSON/)
})

test('behavior: descriptors are read from beside the file, and checked', () => {
  const descriptor = {
    context: { contract: { deployments: [{ chainId: 1, address: `0x${'3'.repeat(40)}` }] } },
    metadata: { contractName: 'Vault' },
    display: { formats: { 'deposit(uint256 assets)': { intent: 'Deposit' } } },
  }
  fileWith('vault.json', JSON.stringify(descriptor))
  const configOf = (descriptors: readonly unknown[]) =>
    loadConfig({
      SUTURE_CONFIG: fileWith(
        'described.json',
        JSON.stringify({ ...valid, protocols: [{ ...valid.protocols[0], descriptors }] }),
      ),
    })
  const [protocol] = configOf(['vault.json', descriptor]).protocols
  expect(protocol && configuredDescriptors(protocol).map(({ name }) => name)).toEqual([
    'Vault',
    'Vault',
  ])
  expect(() => configOf(['gone.json'])).toThrow(/descriptors\.0: no readable JSON file/)
  expect(() => configOf([{ display: {} }])).toThrow(/is no descriptor of ERC-7730/)
})
