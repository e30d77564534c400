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
        witnessNodes: ['https://witness.example/rpc', 'https://public.example/other'],
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
      "connect-src 'self' https://public.example https://witness.example",
      "worker-src 'self'",
      "frame-src 'none'",
      "frame-ancestors 'self' https://app.safe.global",
      "font-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "require-trusted-types-for 'script'",
      "trusted-types default",
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
  expect(contentSecurityPolicy(withProject, { nonce: 'abc' })).toMatch('types default lit-html')
  expect(contentSecurityPolicy(config, { nonce: 'abc' })).not.toMatch(/walletconnect/)
})

test('args: a sealed page reaches nobody, not even us', () => {
  const policy = contentSecurityPolicy(config, { nonce: 'abc', isSealed: true })
  expect(policy).toContain("connect-src 'none'; worker-src 'self'")
  expect(policy).not.toContain('public.example')
})
