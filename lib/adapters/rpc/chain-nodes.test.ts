import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createChainNodes } from './chain-nodes'
import { NodeRefusedError } from './node-errors'
import { requestCounts } from './request-counts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A node that answers so. */
async function nodeThat(answer: (response: ServerResponse) => void) {
  const server = createServer((_, response) => answer(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  const { port } = server.address() as AddressInfo
  const [node] = createChainNodes({ chainId: 1, rpcUrls: [`http://127.0.0.1:${port}`] }).nodes
  if (!node) throw new Error('There is no node.')
  return node
}

const words = 'x'.repeat(300_000)
const long = JSON.stringify({ jsonrpc: '2.0', id: 1, result: words })

test('default: an answer whose length is told', async () => {
  const node = await nodeThat((response) => {
    response.writeHead(200, { 'content-length': long.length }).end(long)
  })
  expect(await node.request('eth_chainId', [])).toBe(words)
})

test('behavior: an answer that comes piece by piece, of a length that nobody told', async () => {
  const node = await nodeThat((response) => {
    for (let at = 0; at < long.length; at += 50_000) response.write(long.slice(at, at + 50_000))
    response.end()
  })
  const answer = await node.ask('eth_chainId', [])
  expect(answer.bytes.toString()).toBe(long)
  expect(answer.result()).toBe(words)
})

test('behavior: an answer that is told to be larger than memory takes no more than what comes', async () => {
  const node = await nodeThat((response) => {
    response.writeHead(200, { 'content-length': 2 ** 50 }).write(long)
    response.destroy()
  })
  await expect(node.request('eth_chainId', [])).rejects.toThrow()
})

test.each([
  [429, 'HTTP 429'],
  [502, 'HTTP 502'],
])('error: a node that answers with %d is silent', async (status, reason) => {
  const node = await nodeThat((response) => response.writeHead(status).end('{}'))
  await expect(node.request('eth_chainId', [])).rejects.toThrow(reason)
})

test.each(['<html>', '{"jsonrpc":"2.0","id":1,"res', '[{"id":0,"result":"0x1"}', ''])(
  'error: what is no JSON counts as a failure, however it is asked for: %j',
  async (body) => {
    const node = await nodeThat((response) => response.end(body))
    const failed = () => requestCounts().get(1)?.errors ?? 0
    const before = failed()
    await expect(node.request('eth_chainId', [])).rejects.toThrow('no JSON')
    await expect(node.batch([{ method: 'eth_chainId', params: [] }])).rejects.toThrow('no JSON')
    await expect(node.ask('eth_getLogs', [])).rejects.toThrow('no JSON')
    expect(failed()).toBe(before + 3)
  },
)

test('error: what a node refuses', async () => {
  const node = await nodeThat((response) => {
    response.end(JSON.stringify({ id: 1, error: { code: -32005, message: 'too much' } }))
  })
  await expect(node.request('eth_getLogs', [])).rejects.toThrow('too much')
  const answer = await node.ask('eth_getLogs', [])
  expect(() => answer.result()).toThrow('too much')
})

test('behavior: an answer that ends with the end of a line', async () => {
  const node = await nodeThat((response) => response.end(`${long}\n`))
  expect((await node.ask('eth_chainId', [])).result()).toBe(words)
})

test('behavior: several at once, of which one is refused', async () => {
  const node = await nodeThat((response) => {
    response.end(`[{"id":1,"error":{"message":"no"}},{"id":0,"result":"0x1"}]`)
  })
  const request = { method: 'eth_chainId', params: [] }
  const [first, second] = await node.batch([request, request])
  expect(first).toBe('0x1')
  expect(second).toBeInstanceOf(NodeRefusedError)
})
