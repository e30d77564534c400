import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { postText } from './post-text'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function startNode(answer: (body: string, response: ServerResponse) => void) {
  const sockets: Socket[] = []
  server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    answer(`${request.url} ${body}`, response)
  })
  server.on('connection', (socket: Socket) => sockets.push(socket))
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, sockets }
}

function post(url: string, { maximum = 1_000, signal = new AbortController().signal } = {}) {
  return postText(url, { body: 'ü', maximum, signal })
}

test('default: over one connection that is kept', async () => {
  const { url, sockets } = await startNode((body, response) => response.end(body))
  expect(await post(`${url}/v2?key=1`)).toBe('/v2?key=1 ü')
  expect(await post(url)).toBe('/ ü')
  expect(sockets).toHaveLength(1)
})

test('behavior: packed answers are unpacked', async () => {
  const { url } = await startNode((body, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    response.end(gzipSync(body))
  })
  expect(await post(url)).toBe('/ ü')
})

test('behavior: a kept connection that the other side let go of is opened again', async () => {
  let asked = 0
  const { url } = await startNode((body, response) => {
    if (++asked === 2) response.socket?.destroy()
    else response.end(body)
  })
  await post(url)
  expect(await post(url)).toBe('/ ü')
  expect(asked).toBe(3)
})

test.each([
  ['as announced', (response: ServerResponse) => response.end('x'.repeat(1_001))],
  [
    'that was packed',
    (response: ServerResponse) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(gzipSync('x'.repeat(100_000)))
    },
  ],
])('error: too long an answer, %s', async (_, answer) => {
  const { url } = await startNode((_body, response) => answer(response))
  await expect(post(url)).rejects.toThrow('more than 1000 bytes')
})

test('error: an answer that ends in the middle, and none', async () => {
  const { url } = await startNode((_, response) => {
    response.writeHead(200, { 'content-length': '10' })
    response.write('12345', () => response.socket?.destroy())
  })
  await expect(post(url)).rejects.toThrow()
  await expect(post('http://127.0.0.1:9')).rejects.toThrow('ECONNREFUSED')
})

test('error: the reason of the signal', async () => {
  const controller = new AbortController()
  const { url } = await startNode(() => controller.abort(new Error('Nobody waits.')))
  await expect(post(url, { signal: controller.signal })).rejects.toThrow('Nobody waits.')
  await expect(post(url, { signal: controller.signal })).rejects.toThrow('Nobody waits.')
})
