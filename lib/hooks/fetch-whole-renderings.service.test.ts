import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchWholeRenderings } from './fetch-whole-renderings'

/** Sends half of an answer, and at `/torn/…` no more than that. */
const server: Server = createServer((request, response) => {
  const [, fate, type = ''] = request.url?.split('/') ?? []
  if (fate === 'moved') return response.writeHead(307, { location: '/whole/x-component' }).end()
  response.writeHead(200, { 'content-type': `text/${type}` }).write('half ')
  setTimeout(() => (fate === 'torn' ? response.destroy() : response.end('and half')), 20)
})
let origin = ''
const fetchWhole = fetchWholeRenderings(fetch)

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

test('default', async () => {
  const response = await fetchWhole(`${origin}/whole/x-component`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/x-component')
  expect(response.url).toBe(`${origin}/whole/x-component`)
  expect(response.redirected).toBe(false)
  expect(await response.text()).toBe('half and half')
})

test('behavior: says where a redirect led', async () => {
  const response = await fetchWhole(`${origin}/moved/x-component`)
  expect(response.url).toBe(`${origin}/whole/x-component`)
  expect(response.redirected).toBe(true)
})

test('error: a rendering that breaks off is a request that failed', async () => {
  await expect(fetchWhole(`${origin}/torn/x-component`)).rejects.toThrow(TypeError)
})

test('behavior: anything else streams, and breaks where it breaks', async () => {
  const response = await fetchWhole(`${origin}/torn/plain`)
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow(TypeError)
})
