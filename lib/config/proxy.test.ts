import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { pathHeader } from '@/lib/config/path-header'
import { proxy, config as routes } from '@/proxy'

const directory = mkdtempSync(join(tmpdir(), 'suture-proxy-'))

beforeAll(() => {
  const file = join(directory, 'config.json')
  const chain = {
    id: 1,
    name: 'One',
    rpcUrls: ['https://secret.example/key'],
    publicRpcUrl: 'https://public.example/rpc',
  }
  const protocol = {
    name: 'P',
    chainId: 1,
    safe: '0x1111111111111111111111111111111111111111',
    timelock: '0x2222222222222222222222222222222222222222',
  }
  writeFileSync(file, JSON.stringify({ chains: [chain], protocols: [protocol] }))
  vi.stubEnv('SUTURE_CONFIG', file)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(directory, { recursive: true, force: true })
})

const answer = (headers: Record<string, string> = {}) =>
  proxy(new NextRequest('http://desk.example/queue', { headers })).headers
const policyOf = (headers: Headers) => headers.get('content-security-policy') ?? ''
/** What Next hands on to the page in place of the request's own header. */
const policyForPage = (headers: Headers) =>
  headers.get('x-middleware-request-content-security-policy')

describe('proxy', () => {
  test('default', () => {
    const headers = answer()
    const policy = policyOf(headers)
    expect(policy).toMatch(/script-src 'self' 'nonce-[0-9a-f-]{36}' 'strict-dynamic'/)
    expect(policy).toMatch("connect-src 'self' https://public.example;")
    expect(policy).not.toMatch(/secret|unsafe|\*/)
    expect(policyForPage(headers)).toBe(policy)
    const names = [
      'referrer-policy',
      'x-content-type-options',
      'cross-origin-opener-policy',
      'permissions-policy',
    ]
    expect(
      Object.fromEntries(names.map((name) => [name, headers.get(name)])),
    ).toMatchInlineSnapshot(`
      {
        "cross-origin-opener-policy": "same-origin-allow-popups",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
      }
    `)
  })

  test('behavior: each answer has a nonce of its own', () => {
    const policies = Array.from({ length: 20 }, () => policyOf(answer()))
    expect(new Set(policies).size).toBe(20)
  })

  test('behavior: a policy that the request brings along is not passed on', () => {
    const headers = answer({ 'content-security-policy': "script-src 'nonce-evil'" })
    expect(policyOf(headers)).not.toMatch('evil')
    expect(policyForPage(headers)).toBe(policyOf(headers))
  })

  test('behavior: a page is told its own path, whatever the request says', () => {
    const { headers } = proxy(
      new NextRequest('http://desk.example/queue?x=1', { headers: { [pathHeader]: '/other' } }),
    )
    expect(headers.get(`x-middleware-request-${pathHeader}`)).toBe('/queue')
  })

  test('behavior: every page is covered, files and the API are not', () => {
    const [pattern = ''] = routes.matcher
    const covers = (path: string) => new RegExp(`^${pattern}$`).test(path)
    const pages = ['/', '/queue', '/patches/0x12/sign', '/find', '/apiary', '/safes/1/0x11']
    expect(pages.filter((path) => !covers(path))).toEqual([])
    const others = ['/api/v1/queue', '/api/safe/1/api/v1/about/', '/_next/static/chunks/a.js']
    expect(others.filter(covers)).toEqual([])
  })
})
