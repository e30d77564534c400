import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openChannel } from './open-channel'

type Question = { id: number; method: string; params: unknown[] }

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A node that answers with what it was asked, as `answer` says. */
async function startNode(
  answer: (asked: Question | Question[]) => unknown = (asked) =>
    Array.isArray(asked) ? asked.map(resultOf) : resultOf(asked),
) {
  const posts: (Question | Question[])[] = []
  const connections = new Set<unknown>()
  server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const asked = JSON.parse(body) as Question | Question[]
    posts.push(asked)
    connections.add(request.socket)
    const said = answer(asked)
    if (said !== undefined) response.end(JSON.stringify(said))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, posts, connections }
}

const resultOf = ({ id, params }: Question) => ({ jsonrpc: '2.0', id, result: params[0] })

function open(url: string, { maximum = 10_000, signal = new AbortController().signal } = {}) {
  return openChannel(url, { maximum, signal })
}

const code = (of: string) => ['eth_getCode', [of]] as const

test('default: questions that read go together, each gets its answer', async () => {
  const { url, posts } = await startNode((asked) =>
    Array.isArray(asked) ? asked.map(resultOf).toReversed() : resultOf(asked),
  )
  const { request } = open(url)
  const asked = Array.from({ length: 20 }, (_, at) => request(...code(`0x${at}`)))
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 20 }, (_, at) => `0x${at}`))
  expect(posts.map((post) => [post].flat().length)).toEqual([16, 4])
})

test('behavior: what changes something goes by itself, at once, over connections that are kept', async () => {
  const { url, posts, connections } = await startNode()
  const { request } = open(url)
  for (const amount of ['0x1', '0x2', '0x3']) await request('anvil_mine', [amount])
  expect(posts.every((post) => !Array.isArray(post))).toBe(true)
  expect(connections.size).toBe(1)
})

test('behavior: one that is refused refuses no other', async () => {
  const { url } = await startNode((asked) =>
    [asked]
      .flat()
      .map((one) =>
        one.params[0] === '0xbad' ? { id: one.id, error: { message: 'no such' } } : resultOf(one),
      ),
  )
  const { request } = open(url)
  const [good, bad] = await Promise.allSettled([request(...code('0x1')), request(...code('0xbad'))])
  expect(good).toEqual({ status: 'fulfilled', value: '0x1' })
  expect(bad).toMatchObject({
    reason: { name: 'ForkError', shortMessage: 'The fork refused eth_getCode.' },
  })
})

test('behavior: too much together is asked for one by one, and only what is too much is refused', async () => {
  const { url } = await startNode()
  const { request } = open(url, { maximum: 300 })
  const asked = ['a'.repeat(200), 'b'.repeat(200), 'c'.repeat(400)].map((one) =>
    request(...code(one)),
  )
  expect(await Promise.allSettled(asked)).toMatchObject([
    { status: 'fulfilled', value: 'a'.repeat(200) },
    { status: 'fulfilled', value: 'b'.repeat(200) },
    { status: 'rejected', reason: { shortMessage: 'The fork refused eth_getCode.' } },
  ])
})

test('behavior: a node that knows no batches is asked one by one', async () => {
  const { url } = await startNode((asked) =>
    Array.isArray(asked) ? { id: null, error: { message: 'no batches' } } : resultOf(asked),
  )
  const { request } = open(url)
  expect(await Promise.all(['0x1', '0x2'].map((one) => request(...code(one))))).toEqual([
    '0x1',
    '0x2',
  ])
})

test('error: nobody there', async () => {
  const { request } = open('http://127.0.0.1:9')
  const asked = [request(...code('0x1')), request(...code('0x2')), request('anvil_mine', [])]
  const all = await Promise.allSettled(asked)
  expect(all).toMatchObject([
    { reason: { shortMessage: 'The fork did not answer eth_getCode.' } },
    { reason: { shortMessage: 'The fork did not answer eth_getCode.' } },
    { reason: { shortMessage: 'The fork did not answer anvil_mine.' } },
  ])
})

test('error: aborted while it waits, alone or with others, and before it asks', async () => {
  const { url } = await startNode(() => undefined)
  const controller = new AbortController()
  const { request } = open(url, { signal: controller.signal })
  const asked = [request(...code('0x1')), request(...code('0x2')), request('anvil_mine', [])]
  const gone = new Error('The reader has gone.')
  setTimeout(() => controller.abort(gone), 50)
  const rejected = { status: 'rejected', reason: gone }
  expect(await Promise.allSettled(asked)).toEqual([rejected, rejected, rejected])
  await expect(request(...code('0x1'))).rejects.toBe(gone)
})
