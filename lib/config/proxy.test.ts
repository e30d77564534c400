import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { peerHeader } from '@/lib/config/peer-header'
import { errorAnswer } from '@/lib/core/api/error-answer'
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
      'integrity-policy',
    ]
    expect(
      Object.fromEntries(names.map((name) => [name, headers.get(name)])),
    ).toMatchInlineSnapshot(`
      {
        "cross-origin-opener-policy": "same-origin-allow-popups",
        "integrity-policy": "blocked-destinations=(script)",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), hid=(self)",
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

  test('behavior: only the page that sends nothing may use the camera', () => {
    const of = (path: string) => proxy(new NextRequest(`http://desk.example${path}`)).headers
    for (const path of ['/verify', '/verify/']) {
      expect(policyOf(of(path))).toContain("connect-src 'none'")
      expect(of(path).get('permissions-policy')).toContain('camera=(self)')
    }
    for (const path of ['/', '/verify/more', '/verify-worker.js']) {
      expect(policyOf(of(path))).toContain("connect-src 'self'")
      expect(of(path).get('permissions-policy')).toContain('camera=()')
    }
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

describe('API', () => {
  const ask = (method: string, headers: Record<string, string> = {}) =>
    proxy(new NextRequest(`http://desk.example${pathOf(method)}`, { method, headers }))
  const pathOf = (method: string) => (method === 'POST' ? '/api/v1/patches' : '/api/v1/queue')

  test('default', () => {
    const response = ask('GET')
    expect(response.headers.get('x-middleware-next')).toBe('1')
    expect(response.headers.get('content-security-policy')).toBeNull()
  })

  test('behavior: any page may read, and is told so before it asks', () => {
    const response = ask('OPTIONS')
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS')
  })

  test('behavior: every answer tells what is left of the share', () => {
    const peer = { [peerHeader]: '203.0.113.20' }
    const told = (method: string, path = pathOf(method)) => {
      const { headers } = proxy(
        new NextRequest(`http://desk.example${path}`, { method, headers: peer }),
      )
      return [headers.get('ratelimit-policy'), headers.get('ratelimit')]
    }
    const reads = '"reads";q=600;w=60'
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now())
    expect(told('GET')).toEqual([reads, '"reads";r=599;t=1'])
    expect(told('OPTIONS')).toEqual([reads, '"reads";r=598;t=1'])
    expect(told('GET', '/api/v1/nope')).toEqual([reads, '"reads";r=597;t=1'])
    expect(told('DELETE', '/api/v1/queue')).toEqual(['"writes";q=60;w=60', '"writes";r=59;t=1'])
    expect(told('POST')).toEqual(['"writes";q=60;w=60', '"writes";r=58;t=1'])
    expect(told('POST', '/api/safe/1/api/v1/about')[1]).toBe('"writes";r=57;t=1')
    // What is not limited tells of no limit.
    for (const path of ['/queue', '/api/health', '/api/safe/1/api/v1/about']) {
      expect(told('GET', path)).toEqual([null, null])
    }
    clock.mockRestore()
  })

  test('error: more writes than an address may make; reads and others go on', async () => {
    const peer = { [peerHeader]: '203.0.113.7' }
    const answers = Array.from({ length: 61 }, () => ask('POST', peer))
    expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"writes";q=60;w=60')
    expect(answers.slice(0, 60).every(({ status }) => status === 200)).toBe(true)
    const last = answers[60] ?? raise()
    expect(last.status).toBe(429)
    expect(last.headers.get('retry-after')).toBe('1')
    expect(last.headers.get('ratelimit')).toBe('"writes";r=0;t=1')
    expect(last.headers.get('access-control-expose-headers')).toContain('ratelimit, ')
    const { error } = await last.json()
    expect(error.message).toMatchInlineSnapshot(`
      "Too many requests came from this address.
      Limit: 60 writes in a minute
      Wait: 1 s
      Ask less often, with If-None-Match and larger pages, or run an instance of your own."
    `)
    expect(ask('GET', peer).status).toBe(200)
    expect(ask('POST', { [peerHeader]: '203.0.113.8' }).status).toBe(200)
    // A header that the client wrote makes nobody else of it.
    expect(ask('POST', { ...peer, 'x-forwarded-for': '198.51.100.1' }).status).toBe(429)
  })

  test('error: too many forms are answered in words, since their sender reads a page', async () => {
    const form = { [peerHeader]: '203.0.113.9', accept: 'text/html,application/xhtml+xml' }
    const answers = Array.from({ length: 61 }, () => ask('POST', form))
    const last = answers[60] ?? raise()
    expect(last.status).toBe(429)
    expect(last.headers.get('retry-after')).toBe('1')
    expect(last.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await last.text()).toContain('Wait: 1 s')
  })

  test('behavior: its paths are covered, and those of the Safe service', () => {
    expect(routes.matcher).toContain('/api/:path*')
  })

  const nothing = [
    ['GET', '/api/v1/nope'],
    ['POST', '/api/v1/nope'],
    ['GET', '/api/v1'],
    ['GET', '/api/nope'],
    ['GET', '/api'],
    ['GET', '/api/v1/feeds'],
    ['GET', '/api/v1/timelocks/1/%ff'],
    ['GET', '/api/v1/timelocks/1/0x11/nope'],
  ] as const
  const at = ([method, path]: readonly [string, string]) =>
    proxy(new NextRequest(`http://desk.example${path}`, { method }))

  test.each(nothing)('error: %s %s is no address of it', async (...request) => {
    const response = at(request)
    expect(response.status).toBe(404)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(errorAnswer.parse(await response.json()).error).toMatchObject({
      name: 'UnknownPathError',
      retry: false,
    })
  })

  test('error: a method that an address does not have', async () => {
    const response = at(['DELETE', '/api/v1/operations'])
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(errorAnswer.parse(await response.json()).error.message).toMatchInlineSnapshot(`
      "The API does not answer this method here.
      Path: /api/v1/operations
      Method: DELETE
      Has: GET, HEAD, OPTIONS
      /api/openapi.json describes what there is."
    `)
    const others = [
      ['GET', '/api/v1/patches', 'POST, OPTIONS'],
      ['PUT', '/api/v1/timelocks/1/0x11', 'GET, POST, HEAD, OPTIONS'],
      ['POST', '/api/health', 'GET, HEAD, OPTIONS'],
    ] as const
    for (const [method, path, allowed] of others) {
      const { status, headers } = at([method, path])
      expect([path, status, headers.get('allow')]).toEqual([path, 405, allowed])
    }
  })

  test.each([
    ['GET', '/api/v1/timelocks'],
    ['GET', '/api/v1/timelocks/'],
    ['HEAD', '/api/v1/timelocks/1/0x11/operations/0x22'],
    ['POST', '/api/v1/timelocks/1/0x11'],
    ['GET', '/api/v1/feeds/proxies/1/0x11.atom'],
    ['GET', '/api/openapi.json'],
    ['GET', '/api/health'],
    ['PATCH', '/api/safe/1/api/v1/anything/'],
  ])('behavior: %s %s is passed on', (...request) => {
    expect(at(request).headers.get('x-middleware-next')).toBe('1')
  })

  test.each(['/api/safe/1/api/v1/x/', '/theme', '/timelocks/1/0x11/follow'])(
    'error: more writes at %s than an address may make',
    (path) => {
      const from = { [peerHeader]: `203.0.113.${path.length}` }
      const at = (method: string) =>
        proxy(new NextRequest(`http://desk.example${path}`, { method, headers: from }))
      const answers = Array.from({ length: 61 }, () => at('POST').status)
      expect(answers.slice(0, 60).every((status) => status === 200)).toBe(true)
      expect(answers[60]).toBe(429)
      expect(at('GET').status).toBe(200)
    },
  )
})

function raise(): never {
  throw new Error('There is no answer.')
}
