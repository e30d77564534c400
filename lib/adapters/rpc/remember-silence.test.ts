import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, fallback, http, TimeoutError } from 'viem'
import { afterEach, expect, test } from 'vitest'
import { rememberSilence } from './remember-silence'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A node that answers what it is asked for in time, and nothing else. */
async function startNode(answers: (method: string) => boolean) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const { id, method } = JSON.parse(body) as { id: number; method: string }
      asked.push(method)
      if (answers(method)) response.end(JSON.stringify({ jsonrpc: '2.0', id, result: '0x1' }))
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const remembering = (url: string, milliseconds = 60_000) =>
  rememberSilence(http(url, { timeout: 500, retryCount: 0 }), { milliseconds })
const clientOf = (...transports: ReturnType<typeof remembering>[]) =>
  createClient({ transport: fallback(transports, { retryCount: 0 }) })

test('default: a silent node is waited for once', async () => {
  const { asked, url } = await startNode(() => false)
  const client = clientOf(remembering(url))
  await expect(client.request({ method: 'eth_chainId' })).rejects.toThrow(TimeoutError)
  await expect(client.request({ method: 'eth_blockNumber' })).rejects.toThrow(TimeoutError)
  expect(asked).toEqual(['eth_chainId'])
})

test('behavior: it is asked again after a while', async () => {
  let isSilent = true
  const { url } = await startNode(() => !isSilent)
  const client = clientOf(remembering(url, 50))
  await expect(client.request({ method: 'eth_chainId' })).rejects.toThrow(TimeoutError)
  isSilent = false
  await sleep(60)
  expect(await client.request({ method: 'eth_chainId' })).toBe('0x1')
})

test('behavior: the next node is asked in its place, without waiting', async () => {
  const silent = await startNode(() => false)
  const other = await startNode(() => true)
  const client = clientOf(remembering(silent.url), remembering(other.url))
  expect(await client.request({ method: 'eth_chainId' })).toBe('0x1')
  expect(await client.request({ method: 'eth_blockNumber' })).toBe('0x1')
  expect(silent.asked).toEqual(['eth_chainId'])
  expect(other.asked).toEqual(['eth_chainId', 'eth_blockNumber'])
})

test('behavior: a request that takes too long says nothing of a node that answers others', async () => {
  const { asked, url } = await startNode((method) => method !== 'eth_getLogs')
  const client = clientOf(remembering(url))
  const long = client.request({ method: 'eth_getLogs', params: [{}] })
  // A rejection is looked at below.
  long.catch(() => {})
  expect(await client.request({ method: 'eth_chainId' })).toBe('0x1')
  await expect(long).rejects.toThrow(TimeoutError)
  expect(await client.request({ method: 'eth_blockNumber' })).toBe('0x1')
  expect(asked).toHaveLength(3)
})

test('behavior: a node that refuses is no silent one', async () => {
  const client = clientOf(remembering('http://127.0.0.1:1'))
  const failures = await Promise.allSettled([
    client.request({ method: 'eth_chainId' }),
    client.request({ method: 'eth_chainId' }),
  ])
  for (const failure of failures) {
    expect(failure).toMatchObject({ status: 'rejected' })
    expect((failure as PromiseRejectedResult).reason).not.toBeInstanceOf(TimeoutError)
  }
})
