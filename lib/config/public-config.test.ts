import { expect, test } from 'vitest'
import { parseConfig } from './config'
import { publicConfigOf } from './public-config'

const address = (digit: number) => `0x${String(digit).repeat(40)}`
/** Every setting there is; whatever must not leave the server says so. */
const file = {
  chains: [
    {
      id: 1,
      name: 'Ethereum',
      rpcUrls: ['https://user:secret@rpc.example/secret'],
      publicRpcUrl: 'https://rpc.example/public',
      explorerUrl: 'https://etherscan.io',
    },
    { id: 10, name: 'Optimism', rpcUrls: ['https://replaced.example/secret'] },
  ],
  protocols: [
    {
      name: 'Harbor',
      chainId: 1,
      safe: address(1),
      timelock: address(2),
      guardian: address(3),
      proxies: [{ name: 'Vault', address: address(4) }],
      deploymentBlock: 7,
    },
  ],
  safeServices: [{ chainId: 1, url: 'https://service.example/secret' }],
  safeAppOrigins: ['https://app.safe.global'],
}
const environment = {
  SUTURE_RPC_URL_10: 'https://other.example/secret',
  DATABASE_URL: 'postgresql://suture:secret@db/secret',
  SAFE_SERVICE_API_KEY: 'secret',
  SUTURE_DATA_DIR: '/secret',
  SUTURE_CACHE_DIR: '/secret',
  WALLETCONNECT_PROJECT_ID: 'project',
}
const config = parseConfig(JSON.stringify(file), environment)

test('default', () => {
  expect(publicConfigOf(config)).toEqual({
    chains: [
      {
        id: 1,
        name: 'Ethereum',
        publicRpcUrl: 'https://rpc.example/public',
        witnessNodes: [],
        explorerUrl: 'https://etherscan.io',
      },
      {
        id: 10,
        name: 'Optimism',
        publicRpcUrl: undefined,
        witnessNodes: [],
        explorerUrl: undefined,
      },
    ],
    protocols: file.protocols,
    walletConnectProjectId: 'project',
    safeAppOrigins: ['https://app.safe.global'],
  })
})

test('behavior: no secret leaves the server', () => {
  // Each secret is there to begin with, or this test would prove nothing.
  expect(JSON.stringify(config).match(/secret/g)?.length).toBeGreaterThanOrEqual(8)
  const json = JSON.stringify(publicConfigOf(config))
  expect(json).not.toMatch(
    /secret|rpcUrls|databaseUrl|apiKey|dataDirectory|cacheDirectory|safeServices/i,
  )
})

test('behavior: a setting added later stays on the server', () => {
  const [protocol] = config.protocols
  const later = { webhook: 'https://later.example/secret' }
  const json = JSON.stringify(
    publicConfigOf({
      ...config,
      ...later,
      chains: config.chains.map((chain) => ({ ...chain, ...later })),
      protocols: [{ ...protocol!, ...later }],
    }),
  )
  expect(json).not.toContain('later.example')
})
