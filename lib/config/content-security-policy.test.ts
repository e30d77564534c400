import { expect, test } from 'vitest'
import { parseConfig } from '@/lib/config/config'
import { contentSecurityPolicy } from '@/lib/config/content-security-policy'

const config = parseConfig(
  JSON.stringify({
    chains: [
      {
        id: 1,
        name: 'One',
        rpcUrls: ['https://secret.example/key'],
        publicRpcUrl: 'https://public.example/rpc',
      },
    ],
    protocols: [
      {
        name: 'P',
        chainId: 1,
        safe: '0x1111111111111111111111111111111111111111',
        timelock: '0x2222222222222222222222222222222222222222',
      },
    ],
    safeAppOrigins: ['https://app.safe.global/'],
  }),
  {},
)

test('default', () => {
  const policy = contentSecurityPolicy(config, { nonce: 'abc' })
  expect(policy.split('; ')).toMatchInlineSnapshot(`
    [
      "default-src 'self'",
      "script-src 'self' 'nonce-abc' 'strict-dynamic'",
      "style-src 'self' 'nonce-abc'",
      "img-src 'self' data:",
      "connect-src 'self' https://public.example",
      "frame-src 'none'",
      "frame-ancestors 'self' https://app.safe.global",
      "font-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ]
  `)
})

test('behavior: neither the server’s node nor anything inline is allowed', () => {
  const policy = contentSecurityPolicy(config, { nonce: 'abc' })
  expect(policy).not.toMatch(/secret|unsafe/)
})

test('args: WalletConnect is reached only with a project id', () => {
  const withProject = { ...config, walletConnectProjectId: 'p' }
  expect(contentSecurityPolicy(withProject, { nonce: 'abc' })).toMatch(/walletconnect/)
  expect(contentSecurityPolicy(config, { nonce: 'abc' })).not.toMatch(/walletconnect/)
})
