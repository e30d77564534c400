import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { forwardSafeRequest } from './forward-safe-request'

const apiKey = 'a-key-that-stays-here'
const here = 'https://suture.example/api/safe/1/api/v2/x'

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string }

/** A Safe service that remembers what it was asked, until the test ends. */
async function serve(
  answer: (response: ServerResponse) => void = (response) => response.end('{"ok":true}'),
) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url = '', headers } = request
    seen.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') })
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/txs/api`, seen }
}

const forward = (
  url: string,
  parameters: { path?: string; request?: Request; apiKey?: string | undefined } = {},
) =>
  forwardSafeRequest({
    url,
    apiKey: 'apiKey' in parameters ? parameters.apiKey : apiKey,
    request: parameters.request ?? new Request(here),
    path: parameters.path ?? 'v2/safes/0x12/multisig-transactions/',
  })

describe('what is sent', () => {
  test('default: path, query and key, and nothing else of the browser', async () => {
    const { url, seen } = await serve()
    const request = new Request(`${here}?limit=2&nonce__gte=7`, {
      headers: {
        cookie: 'session=secret',
        authorization: 'Bearer theirs',
        'x-forwarded-for': '::1',
      },
    })
    const answer = await forward(url, { request })
    expect(await answer.json()).toEqual({ ok: true })
    const [{ method, url: asked, headers } = never()] = seen
    expect(method).toBe('GET')
    expect(asked).toBe('/txs/api/v2/safes/0x12/multisig-transactions/?limit=2&nonce__gte=7')
    expect(headers.authorization).toBe(`Bearer ${apiKey}`)
    expect(headers).not.toHaveProperty('cookie')
    expect(headers).not.toHaveProperty('x-forwarded-for')
  })

  test('args: a body', async () => {
    const { url, seen } = await serve((response) => response.writeHead(201).end())
    const request = new Request(here, { method: 'POST', body: '{"nonce":"7"}' })
    const answer = await forward(url, { request })
    expect([answer.status, await answer.text()]).toEqual([201, ''])
    expect(seen).toMatchObject([{ method: 'POST', body: '{"nonce":"7"}' }])
  })

  test('args: a method without a body', async () => {
    const { url, seen } = await serve()
    const answer = await forward(url, { request: new Request(here, { method: 'HEAD' }) })
    expect(answer.status).toBe(200)
    expect(seen).toMatchObject([{ method: 'HEAD' }])
  })

  test('args: no key, and a base URL that ends in a slash', async () => {
    const { url, seen } = await serve()
    await forward(`${url}/`, { apiKey: undefined, path: 'v1/about/' })
    expect(seen[0]?.url).toBe('/txs/api/v1/about/')
    expect(seen[0]?.headers).not.toHaveProperty('authorization')
  })

  test('error: a body that is too large is not sent on', async () => {
    const { url, seen } = await serve()
    const body = 'x'.repeat(1_048_577)
    const answer = await forward(url, { request: new Request(here, { method: 'POST', body }) })
    expect(answer.status).toBe(413)
    expect(seen).toEqual([])
  })
})

describe('what comes back', () => {
  test('default: status and body, and no header of the service', async () => {
    const { url } = await serve((response) =>
      response
        .writeHead(422, {
          'content-type': 'text/html',
          'set-cookie': 'a=b',
          'x-echo': `Bearer ${apiKey}`,
          'access-control-allow-origin': '*',
        })
        .end('{"nonFieldErrors":["no"]}'),
    )
    const answer = await forward(url)
    expect([answer.status, await answer.text()]).toEqual([422, '{"nonFieldErrors":["no"]}'])
    expect(Object.fromEntries(answer.headers)).toEqual({
      'cache-control': 'no-store',
      'content-type': 'application/json',
    })
  })

  test('behavior: an empty answer stays empty', async () => {
    const { url } = await serve((response) => response.writeHead(204).end())
    const answer = await forward(url)
    expect([answer.status, answer.body]).toEqual([204, null])
  })
})

describe('what is refused', () => {
  test.each([
    '',
    'v3/safes/',
    'safes/',
    'v1',
    'v1/../../admin/',
    'v1/%2e%2e/admin/',
    'v1/..',
    'v1/safes/?x=1',
    'v1/safes/#x',
    'v1/@evil.example/',
    'v1/safes/\n',
    'v1/a\\b',
    'V1/safes/',
    '/v1/safes/',
    'https://evil.example/v1/safes/',
  ])('error: the path %j', async (path) => {
    const { url, seen } = await serve()
    const answer = await forward(url, { path })
    expect([answer.status, seen]).toEqual([404, []])
  })

  test('behavior: the path of a page of transactions is not', async () => {
    const { url } = await serve()
    expect(
      (await forward(url, { path: 'v1/multisig-transactions/0xAb_-9/confirmations/' })).status,
    ).toBe(200)
  })
})

describe('what cannot be had', () => {
  const expected = {
    status: 502,
    body: {
      detail:
        'The external Safe service gave no usable answer. Look again before repeating a request: it may have taken it.',
    },
  }
  const outcome = async (answer: Response) => ({ status: answer.status, body: await answer.json() })

  test('error: nobody answers', async () => {
    expect(await outcome(await forward('http://127.0.0.1:1/api'))).toEqual(expected)
  })

  test('error: it hangs up', async () => {
    const { url } = await serve((response) => response.destroy())
    expect(await outcome(await forward(url))).toEqual(expected)
  })

  test('error: it sends us elsewhere, where the key must not go', async () => {
    const elsewhere = await serve()
    const { url } = await serve((response) =>
      response.writeHead(302, { location: elsewhere.url }).end(),
    )
    expect(await outcome(await forward(url))).toEqual(expected)
    expect(elsewhere.seen).toEqual([])
  })

  test('error: it never stops', async () => {
    let sent = 0
    let closed: Promise<unknown> | undefined
    const chunk = Buffer.alloc(1024 * 1024, ' ')
    const { url } = await serve((response) => {
      closed = once(response, 'close')
      const push = () => {
        if (response.destroyed) return
        sent += 1
        response.write(chunk, push)
      }
      push()
    })
    expect(await outcome(await forward(url))).toEqual(expected)
    await closed
    expect(sent).toBeLessThan(32)
  })

  test('behavior: as much as a page can need is read', async () => {
    const { url } = await serve((response) => response.end(Buffer.alloc(8 * 1024 * 1024, ' ')))
    const answer = await forward(url)
    expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 8 * 1024 * 1024])
  })
})

function never(): never {
  throw new Error('the service was not asked')
}
