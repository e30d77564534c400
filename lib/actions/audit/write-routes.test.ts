import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { writeRouteOf } from '@/app/api/v1/write-route'

type Handler = (request: Request, context: unknown) => Promise<Response>

const root = join(import.meta.dirname, '../../../app')
const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

const config = join(tmpdir(), `suture-write-route-${process.pid}.json`)
beforeAll(() => {
  const safe = '0x1111111111111111111111111111111111111111'
  const chains = [{ id: 1, name: 'One', rpcUrls: ['http://127.0.0.1:1'] }]
  const protocols = [
    { name: 'P', chainId: 1, safe, timelock: '0x2222222222222222222222222222222222222222' },
  ]
  const publicUrl = 'https://public.example'
  writeFileSync(config, JSON.stringify({ chains, protocols, publicUrl }))
  vi.stubEnv('SUTURE_CONFIG', config)
})
afterAll(() => vi.unstubAllEnvs())

/** Every method of every route of the product that is not a plain reading. */
const writes = await Promise.all(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)route\.ts$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      return methods
        .filter((method) => new RegExp(`export[^\\n]*\\b${method}\\b`).test(text))
        .map((method) => ({ file, method }))
    })
    .map(async ({ file, method }) => {
      const module = await import(join(root, file))
      const folder = relative(root, dirname(join(root, file)))
      const path = `/${folder.replace(/\(\w+\)\//g, '')}`
      return { title: `${method} ${path}`, handler: module[method] as Handler, method }
    }),
)

const context = { params: Promise.resolve({ path: ['v1', 'about'], chainId: '1' }) }
const ask = (
  { handler, method }: (typeof writes)[number],
  { headers = {}, body = '{}' }: { headers?: Record<string, string>; body?: string },
) =>
  handler(
    new Request('http://desk.example/x', {
      method,
      headers: { host: 'desk.example', ...headers },
      body,
    }),
    context,
  )

describe.each(writes)('$title', (write) => {
  test('default: it goes the one way in, under its own name', () => {
    const declared = writeRouteOf(write.handler)
    expect(declared?.route).toBe(write.title)
    expect(declared?.bodyLimit).toBeLessThanOrEqual(5 * 1024 * 1024)
    // A token in the path, an address in the body: neither may be on the record.
    if (/token|subscriptions/.test(write.title)) expect(declared?.isPrivate).toBe(true)
  })

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    // A browser that tells is believed, whatever else stands there.
    { origin: 'http://desk.example', 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site' },
  ])('error: sent by a page of another site, %o', async (headers) => {
    expect((await ask(write, { headers })).status).toBe(403)
  })

  test('error: a body beyond its limit, whatever was announced', async () => {
    const { bodyLimit = 0 } = writeRouteOf(write.handler) ?? {}
    const body = 'x'.repeat(bodyLimit + 1)
    const own = { origin: 'http://desk.example' }
    expect((await ask(write, { headers: own, body })).status).toBe(413)
    // Under its public name, too, it comes as far as that.
    const named = { origin: 'https://public.example' }
    expect((await ask(write, { headers: named, body })).status).toBe(413)
    expect((await ask(write, { headers: { 'sec-fetch-site': 'same-origin' }, body })).status).toBe(
      413,
    )
    expect((await ask(write, { body })).status).toBe(413)
  })
})

test('behavior: the table is not empty', () => {
  expect(writes.length).toBeGreaterThanOrEqual(13)
})
