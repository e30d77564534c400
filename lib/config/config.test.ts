import { expect, test } from 'vitest'
import { parseConfig } from '@/lib/config/config'
import { hashFileHashes } from '@/lib/core/source/hash-sources'

const a = '0x1111111111111111111111111111111111111111'
const b = '0x2222222222222222222222222222222222222222'
const c = '0x3333333333333333333333333333333333333333'

const valid = {
  chains: [{ id: 31337, name: 'Anvil', rpcUrls: ['http://127.0.0.1:8545'] }],
  protocols: [
    {
      name: 'Harbor',
      chainId: 31337,
      safe: a,
      timelock: b,
      proxies: [{ name: 'Vault', address: c }],
    },
  ],
}
const read = (file: unknown, environment = {}) => parseConfig(JSON.stringify(file), environment)

test('default', () => {
  const config = read(valid)
  expect(config.protocols[0]!.timelock).toBe(b)
  expect(config.databaseUrl).toBeUndefined()
  expect(config.dataDirectory).toBe('.suture')
  expect(config.cacheDirectory).toBe('.suture')
  expect(read(valid, { SUTURE_DATA_DIR: 'data' }).cacheDirectory).toBe('data')
  expect(read(valid, { SUTURE_CACHE_DIR: 'cache' })).toMatchObject({
    dataDirectory: '.suture',
    cacheDirectory: 'cache',
  })
})

test('behavior: an address without capitals is given its checksum, one with a wrong one is refused', () => {
  const address = '0x63862277f4e7e2f81da0a73f95bdf3f9f8524f66'
  const withSafe = (safe: string) =>
    read({ ...valid, protocols: [{ ...valid.protocols[0], safe }] })
  const told = withSafe(address).protocols[0]?.safe
  expect(told).toBe('0x63862277F4e7E2f81DA0a73F95bdF3f9F8524F66')
  expect(() => withSafe(address.replace('f4e7', 'F4e7'))).toThrow(
    /safe: is not an address with a valid checksum/,
  )
})

test('args: environment replaces the RPC and names the database', () => {
  const config = read(valid, {
    SUTURE_RPC_URL_31337: 'http://secret.example',
    DATABASE_URL: 'postgresql://x/y',
  })
  expect(config.chains[0]!.rpcUrls).toEqual(['http://secret.example'])
  expect(config.databaseUrl).toBe('postgresql://x/y')
})

test('args: how often what waits is looked at', () => {
  expect(read(valid).watchSeconds).toBe(300)
  expect(read({ ...valid, watchSeconds: 0 }).watchSeconds).toBe(0)
  expect(() => read({ ...valid, watchSeconds: 5 })).toThrow(
    /watchSeconds: is neither 0 nor at least 15/,
  )
})

test('behavior: an instance that only watches names no protocol', () => {
  const { protocols: _, ...watching } = valid
  expect(read(watching).protocols).toEqual([])
})

test('error: not JSON', () => {
  expect(() => parseConfig('{', {})).toThrow(/the file: is not JSON/)
})

test('error: every problem is named at once', () => {
  expect(() =>
    read({
      ...valid,
      chains: [],
      protocols: [{ name: 'X', chainId: 1, safe: '0x12', timelock: b }],
    }),
  ).toThrowErrorMatchingInlineSnapshot(`
    [ConfigError: The configuration has 2 problems.
    chains: Too small: expected array to have >=1 items
    protocols.0.safe: is not an address with a valid checksum
    Every setting is described in docs/configuration.md.]
  `)
})

test('error: settings that contradict each other', () => {
  const protocol = { ...valid.protocols[0]!, timelock: a, chainId: 1, guardian: a }
  expect(() =>
    read({ ...valid, protocols: [protocol, protocol] }, { DATABASE_URL: 'mysql://x' }),
  ).toThrowErrorMatchingInlineSnapshot(`
    [ConfigError: The configuration has 8 problems.
    protocols.0.chainId: chain 1 is not among chains; add it there with its rpcUrls
    protocols.0.timelock: is the same address as the Safe; give the TimelockController the Safe proposes to
    protocols.0.guardian: is the same address as the Safe; leave it out, or name the separate canceller
    protocols.1.chainId: chain 1 is not among chains; add it there with its rpcUrls
    protocols.1.name: "Harbor" is used twice; names tell protocols apart
    protocols.1.timelock: is the same address as the Safe; give the TimelockController the Safe proposes to
    protocols.1.guardian: is the same address as the Safe; leave it out, or name the separate canceller
    DATABASE_URL: is not a postgresql:// URL; leave it empty for the embedded database
    Every setting is described in docs/configuration.md.]
  `)
})

test('args: audits, with files that are what was hashed', () => {
  const files = { 'src/Vault.sol': `0x${'AB'.repeat(32)}` } as const
  const sourceHash = hashFileHashes(files)
  const withAudit = (audit: object) =>
    read({ ...valid, protocols: [{ ...valid.protocols[0]!, audits: [audit] }] })
  const audit = { auditor: 'Lighthouse', sourceHash, files }
  expect(withAudit(audit).protocols[0]!.audits).toEqual([
    { ...audit, files: { 'src/Vault.sol': `0x${'ab'.repeat(32)}` } },
  ])
  expect(() => withAudit({ ...audit, files: { 'src/Other.sol': sourceHash } })).toThrow(
    'protocols.0.audits.0.files: are not what sourceHash is the hash of; leave them out',
  )
  expect(() => withAudit({ ...audit, sourceHash: '0x12' })).toThrow(
    'protocols.0.audits.0.sourceHash: is not a hash',
  )
})

test('error: an unknown setting is not ignored', () => {
  expect(() => read({ ...valid, protocol: [] })).toThrowErrorMatchingInlineSnapshot(`
    [ConfigError: The configuration has a problem.
    the file: Unrecognized key: "protocol"
    Every setting is described in docs/configuration.md.]
  `)
})

test('args: what a protocol expects of itself', () => {
  const [protocol] = valid.protocols
  const expects = { invariants: [{ name: 'A', view: 'Vault.total()', is: '>', to: '0' }] }
  const read = (more: unknown) =>
    parseConfig(JSON.stringify({ ...valid, protocols: [{ ...protocol, expects: more }] }), {})
      .protocols[0]?.expects
  expect(read(expects)).toEqual(expects)
  expect(() =>
    read({
      invariants: [{ name: 'A', view: 'Vualt.total()', is: '>' }],
      journeys: [{ name: 'B', as: 'holder', steps: [{ call: 'Vault.deposit(self)' }] }],
    }),
  ).toThrowErrorMatchingInlineSnapshot(`
    [ConfigError: The configuration has 3 problems.
    protocols.0.expects.invariants.0.to: is missing: ">" compares the view with a literal or another view
    protocols.0.expects.invariants.0.view: "Vualt" is neither an address nor a number nor the name of a configured proxy (configured are Vault)
    protocols.0.expects.journeys.0.as: "holder" needs \`token\`, of which somebody holds most
    Every setting is described in docs/configuration.md.]
  `)
  expect(() =>
    read({ invariant: [], prices: [{ name: 'A', view: 'Vault.a()', decimals: 6 }] }),
  ).toThrowErrorMatchingInlineSnapshot(`
    [ConfigError: The configuration has 3 problems.
    protocols.0.expects.prices.0.decimals: Invalid input: expected string, received number
    protocols.0.expects.prices.0.maxChangeBps: Invalid input: expected number, received undefined
    protocols.0.expects: Unrecognized key: "invariant"
    Every setting is described in docs/configuration.md.]
  `)
})
