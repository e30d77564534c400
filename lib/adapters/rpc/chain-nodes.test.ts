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
  [503, 'HTTP 503'],
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

test.each([
  ['so many seconds', () => '1', true],
  ['a date', () => new Date(Date.now() + 1_500).toUTCString(), true],
  ['nothing that can be read', () => 'soon', false],
  ['no time', () => '0', false],
])('behavior: a node that asks for %s is left alone for that time', async (_, after, isLeft) => {
  let asked = 0
  const node = await nodeThat((response) => {
    asked += 1
    if (asked > 1) response.end('{"id":1,"result":"0x1"}')
    else response.writeHead(429, { 'retry-after': after() }).end()
  })
  const ask = () => node.request('eth_chainId', [])
  await expect(ask()).rejects.toThrow('HTTP 429')
  if (isLeft) await expect(ask()).rejects.toThrow('it is not asked for')
  expect(asked).toBe(1)
  await expect.poll(() => ask().catch(() => 'silent'), { timeout: 5_000 }).toBe('0x1')
})

test('error: what is too large for a node is refused, and may be asked for in parts', async () => {
  const node = await nodeThat((response) => response.writeHead(413).end('Payload Too Large'))
  const named = { name: 'NodeRefusedError' }
  await expect(node.ask('eth_getLogs', [])).rejects.toMatchObject(named)
  await expect(node.request('eth_getLogs', [])).rejects.toMatchObject(named)
})

test.each([301, 302, 307, 308])(
  'error: nobody is asked to whom a node points: %d',
  async (status) => {
    let reached = 0
    const other = createServer((_, response) => {
      reached += 1
      response.end(long)
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    closing.push(() => other.close())
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    const node = await nodeThat((response) => response.writeHead(status, { location }).end(long))
    const silent = { name: 'NodeSilentError', message: expect.stringContaining(`HTTP ${status}`) }
    await expect(node.request('eth_chainId', [])).rejects.toMatchObject(silent)
    await expect(node.batch([{ method: 'eth_chainId', params: [] }])).rejects.toMatchObject(silent)
    expect(reached).toBe(0)
  },
)

test('error: an answer without an end is not read for ever', async () => {
  const piece = Buffer.alloc(8_388_608, 'x')
  const node = await nodeThat((response) => {
    const write = () => {
      while (!response.destroyed && response.write(piece));
    }
    response.on('drain', write)
    write()
  })
  await expect(node.ask('eth_getLogs', [])).rejects.toMatchObject({
    name: 'NodeRefusedError',
    facts: expect.arrayContaining([['Reason', 'an answer of more than 268435456 bytes']]),
  })
})

test.each(['2', '0', '"7"'])('error: an answer to another request: %s', async (id) => {
  const node = await nodeThat((response) => response.end(`{"id":${id},"result":[]}`))
  await expect(node.request('eth_chainId', [])).rejects.toThrow('an answer to another request')
  const answer = await node.ask('eth_getLogs', [])
  expect(() => answer.result()).toThrow('an answer to another request')
})

test.each(['1', '"1"', 'null'])(
  'behavior: twin, an id that is the own one, or none: %s',
  async (id) => {
    const node = await nodeThat((response) => response.end(`{"id":${id},"result":[]}`))
    expect(await node.request('eth_chainId', [])).toEqual([])
  },
)

test('error: two answers to one of several requests', async () => {
  const node = await nodeThat((response) => {
    response.end(`[{"id":0,"result":"0x1"},{"id":0,"result":"0x2"}]`)
  })
  const request = { method: 'eth_chainId', params: [] }
  await expect(node.batch([request, request])).rejects.toThrow('two answers to one request')
})

test('behavior: of several, what has the id of none is left out', async () => {
  const node = await nodeThat((response) => {
    response.end(
      `[{"id":5,"result":"0x5"},{"id":"1","result":"0x2"},{"id":null,"result":"0x3"},null]`,
    )
  })
  const request = { method: 'eth_chainId', params: [] }
  const [first, second] = await node.batch([request, request])
  expect(first).toBeInstanceOf(NodeRefusedError)
  expect(second).toBe('0x2')
})
