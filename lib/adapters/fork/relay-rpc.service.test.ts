import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type RpcRelay, relayRpc } from './relay-rpc'

const stops: (() => unknown)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function node(answer: RequestListener): Promise<string> {
  const server: Server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function relay(...parameters: Parameters<typeof relayRpc>): Promise<RpcRelay> {
  const made = await relayRpc(...parameters)
  stops.push(made.stop)
  return made
}

const answers =
  (body: string, status = 200): RequestListener =>
  (_request, response) =>
    response.writeHead(status).end(body)

async function ask(url: string, method = 'POST') {
  const response = await fetch(url, { method, ...(method === 'POST' ? { body: '{"id":1}' } : {}) })
  return [response.status, await response.text()]
}

test('default: passes on what is asked, with the path and the name that the node wants', async () => {
  const seen: unknown[] = []
  const url = await node(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    seen.push(request.method, request.url, request.headers.authorization, body)
    response.end('{"result":"0x1"}')
  })
  const withKey = `${url.replace('http://', 'http://me:secret@')}/v3/key`
  const { url: own } = await relay({ rpcUrls: [withKey] })
  expect(own).not.toMatch(/key|secret/)
  expect(await ask(own)).toEqual([200, '{"result":"0x1"}'])
  const authorization = `Basic ${Buffer.from('me:secret').toString('base64')}`
  expect(seen).toEqual(['POST', '/v3/key', authorization, '{"id":1}'])
})

test('behavior: goes on to the next node and stays with the one that answers', async () => {
  let asked = 0
  const busy = await node((_request, response) => {
    asked += 1
    response.writeHead(429).end('too many')
  })
  const good = await node(answers('fine'))
  const { url } = await relay({ rpcUrls: ['http://127.0.0.1:1', busy, good] })
  expect(await ask(url)).toEqual([200, 'fine'])
  expect(await ask(url)).toEqual([200, 'fine'])
  expect(asked).toBe(1)
})

test('behavior: a node that hangs up once is asked again', async () => {
  let asked = 0
  const url = await node((request, response) => {
    asked += 1
    if (asked === 1) request.socket.destroy()
    else response.end('fine')
  })
  expect(await ask((await relay({ rpcUrls: [url] })).url)).toEqual([200, 'fine'])
})

test('behavior: what a node refuses of a question is its answer', async () => {
  const { url } = await relay({ rpcUrls: [await node(answers('{"error":{}}', 400))] })
  expect(await ask(url)).toEqual([400, '{"error":{}}'])
})

test('error: nobody answers, too much is answered, nothing comes, it leads elsewhere', async () => {
  const flood = await node(answers('x'.repeat(2_000)))
  const silent = await node(() => {})
  const elsewhere = await node((_request, response) =>
    response.writeHead(307, { location: flood }).end(),
  )
  for (const bad of ['http://127.0.0.1:1', flood, silent, elsewhere]) {
    const { url } = await relay({ rpcUrls: [bad], maximum: 1_000, patience: 300 })
    const [status, body] = await ask(url)
    expect([status, body]).toEqual([502, expect.stringContaining('No node answers.')])
    expect(body).not.toContain(bad)
  }
})

test('error: whoever does not know the path', async () => {
  const { url } = await relay({ rpcUrls: [await node(answers('fine'))] })
  expect(await ask(new URL('/', url).href)).toEqual([404, ''])
  expect(await ask(url, 'GET')).toEqual([404, ''])
})
