import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { eq } from 'drizzle-orm'
import { keccak256, stringToBytes } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { POST as postChange } from '@/app/api/v1/subscriptions/[token]/[change]/route'
import { GET as getSubscription } from '@/app/api/v1/subscriptions/[token]/route'
import { readRefusedChange } from '@/app/api/v1/subscriptions/refused-change-cookie'
import { readRefused } from '@/app/api/v1/subscriptions/refused-cookie'
import { POST } from '@/app/api/v1/subscriptions/route'
import { takeDeliveries } from '@/lib/adapters/store/deliveries'
import { openStore } from '@/lib/adapters/store/open-store'
import type { Store } from '@/lib/adapters/store/store'
import { tellEvents } from '@/lib/adapters/store/tell-events'
import { deliveries, subscriptions } from '@/lib/adapters/store/watch-schema'
import { postWebhook } from '@/lib/adapters/webhook/post-webhook'
import { headAt, queued, timelock, timeOf } from '@/lib/core/watch/__fixtures__/queued'
import { mostAttempts } from '@/lib/core/watch/back-off-seconds'
import { deriveEvents } from '@/lib/core/watch/derive-events'
import { eventTopics, topicKey } from '@/lib/core/watch/event-topics'
import { operationCauses } from '@/lib/core/watch/operation-causes'
import type { QueueEvent } from '@/lib/core/watch/queue-event'
import { type SmtpServer, startSmtpServer } from '@/test/start-smtp-server'
import { deliverEvents } from './deliver-events'
import type { SubscriptionContext } from './subscription-context'

type Received = {
  headers: IncomingMessage['headers']
  body: string
  kind: string
  sequence: number
}

let store: Store
let smtp: SmtpServer
let server: Server
let origin: string
let context: SubscriptionContext
/** By path. */
const received: Record<string, Received[]> = {}
/** Statuses that a path answers with first; then 200. */
const statuses: Record<string, number[]> = {}
const topic = topicKey({ of: 'timelock', timelock })

beforeAll(async () => {
  store = await openStore()
  smtp = await startSmtpServer()
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      const body = Buffer.concat(chunks).toString()
      const status = statuses[path]?.shift() ?? 200
      if (status === 200) {
        const { event } = JSON.parse(body)
        received[path] = [
          ...(received[path] ?? []),
          { headers: request.headers, body, kind: event?.kind, sequence: event?.sequence },
        ]
      }
      response
        .writeHead(status, status === 302 ? { location: '/other' } : {})
        .end('x'.repeat(5_000))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  context = {
    store,
    config: {
      chains: [{ id: 31_337, name: 'Anvil', rpcUrls: ['http://127.0.0.1:1'] }],
      protocols: [{ name: 'Harbor', chainId: 31_337, timelock: timelock.address, proxies: [] }],
      webhooks: { allowHosts: [new URL(origin).host] },
      publicUrl: 'https://desk.example',
      smtpUrl: smtp.url,
      mailFrom: 'Suture <watch@desk.example>',
    } as unknown as SubscriptionContext['config'],
  }
  const held = globalThis as { sutureContext?: unknown }
  held.sutureContext = Promise.resolve(context)
  await tellEvents(store, {
    timelock,
    now: new Date(),
    next: async () => ({ head: headAt(1n), events: [] }),
  })
})
afterAll(async () => {
  const held = globalThis as { sutureContext?: unknown }
  held.sutureContext = undefined
  server.closeAllConnections()
  server.close()
  await smtp.stop()
  await store.close()
})
afterEach(async () => {
  // What one test subscribed is not sent to by the next.
  await store.database.delete(subscriptions)
})

const told: QueueEvent[] = []

/** Tells all that becomes of an operation up to a block. */
async function tell(name: string, block: bigint, isGone = false): Promise<void> {
  const id = keccak256(stringToBytes(name))
  const operation = queued({ id })
  await tellEvents(store, {
    timelock,
    now: new Date(),
    next: async () => {
      const events = deriveEvents({
        causes: isGone ? [] : operationCauses({ operation, lead: 600n }),
        told: told.filter((event) => event.operation === id),
        head: headAt(block),
      })
      told.push(...events)
      const topics = eventTopics({ timelock, protocols: ['Harbor'], touched: [] })
      return { head: headAt(block), events: events.map((event) => ({ event, topics })) }
    },
  })
}

async function subscribeTo(path: string, fields: Record<string, unknown> = {}) {
  const response = await post({ topic, shape: 'json', target: `${origin}${path}`, ...fields })
  return { status: response.status, body: await response.json() }
}

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return POST(
    new Request('https://desk.example/api/v1/subscriptions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', host: 'desk.example', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )
}

async function change(token: string, name: string, body?: string): Promise<Response> {
  const url = `https://desk.example/api/v1/subscriptions/${token}/${name}`
  const type = body?.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded'
  return await postChange(
    new Request(url, {
      method: 'POST',
      ...(body ? { body, headers: { 'content-type': type } } : {}),
    }),
    { params: Promise.resolve({ token, change: name }) },
  )
}

function ask(token: string, headers: Record<string, string> = {}) {
  const request = new Request(`https://desk.example/api/v1/subscriptions/${token}`, { headers })
  return getSubscription(request, { params: Promise.resolve({ token }) })
}

const log = async (token: string) => (await ask(token)).json()

/** As if the time of the next attempt had come. */
const hurry = () => store.database.update(deliveries).set({ nextAt: new Date(0) })
const kindsAt = (path: string) => (received[path] ?? []).map(({ kind }) => kind)

describe('webhooks', () => {
  test('default: signed, in order, and nothing of the time before', async () => {
    await tell('before', 10n)
    const { status, body } = await subscribeTo('/default')
    expect([status, body.state]).toEqual([201, 'active'])
    await tell('default', 110n)
    expect(await deliverEvents(context)).toBe(3)
    expect(kindsAt('/default')).toEqual(['scheduled', 'about-to-be-ready', 'ready'])
    for (const { headers, body: sent } of received['/default'] ?? []) {
      const signed = `${headers['suture-timestamp']}.${sent}`
      const mac = createHmac('sha256', body.secret).update(signed).digest('hex')
      expect(headers['suture-signature']).toBe(`v1=${mac}`)
      expect(headers['suture-event']).toBe(JSON.parse(sent).event.id)
    }
    expect(await deliverEvents(context)).toBe(0)
    const view = await log(body.token)
    expect(view).toMatchObject({ state: 'active', waiting: 0, target: new URL(origin).host })
    expect(view.deliveries[0]).toMatchObject({ isDone: true, status: 200, attempts: 1 })
    expect(JSON.stringify(view)).not.toContain(body.secret)
  })

  test('behavior: a log that has not changed is not sent again', async () => {
    const { body } = await subscribeTo('/tagged')
    const tag = async () => (await ask(body.token)).headers.get('etag') ?? ''
    const before = await tag()
    const unchanged = await ask(body.token, { 'if-none-match': before })
    expect(unchanged.status).toBe(304)
    // It names whom it is sent to: no cache between keeps it.
    expect(unchanged.headers.get('cache-control')).toBe('private, no-cache')
    await tell('tagged', 110n)
    await deliverEvents(context)
    expect((await ask(body.token, { 'if-none-match': before })).status).toBe(200)
    expect(await tag()).not.toBe(before)
  })

  test('behavior: only what was asked for, and what takes it back', async () => {
    await subscribeTo('/kinds', { kinds: ['ready'] })
    await subscribeTo('/proxy', { topic: 'all' })
    await tell('kinds', 110n)
    await tell('kinds', 111n, true)
    await deliverEvents(context)
    expect(kindsAt('/kinds')).toEqual(['ready', 'retracted'])
    expect(kindsAt('/proxy')).toHaveLength(6)
  })

  test('behavior: what is not taken holds up what comes after it, of the same operation only', async () => {
    statuses['/order'] = [503, 500]
    const { body } = await subscribeTo('/order')
    await tell('order', 110n)
    await deliverEvents(context)
    expect(kindsAt('/order')).toEqual([])
    expect((await log(body.token)).deliveries.at(-1)).toMatchObject({
      isDone: false,
      status: 503,
      attempts: 1,
    })
    await tell('another', 10n)
    await deliverEvents(context)
    expect(kindsAt('/order')).toEqual([])
    await tell('a third', 10n)
    await deliverEvents(context)
    expect(kindsAt('/order')).toEqual(['scheduled'])
    await hurry()
    await deliverEvents(context)
    expect(received['/order']?.map(({ sequence }) => sequence)).toEqual([1, 1, 1, 2, 3])
  })

  test('behavior: several processes send each once, in order', async () => {
    await subscribeTo('/many')
    for (let i = 0; i < 8; i++) await tell(`many ${i}`, 110n)
    await Promise.all([1, 2, 3].map(() => deliverEvents(context)))
    await deliverEvents(context)
    const byOperation = new Map<string, number[]>()
    for (const { body, sequence } of received['/many'] ?? []) {
      const { operation } = JSON.parse(body).event
      byOperation.set(operation, [...(byOperation.get(operation) ?? []), sequence])
    }
    expect([...byOperation.values()]).toEqual(Array(8).fill([1, 2, 3]))
  })

  test('behavior: one to which much is due holds up nobody else', async () => {
    await subscribeTo('/much')
    for (let i = 0; i < 25; i++) await tell(`much ${i}`, 10n)
    await subscribeTo('/little')
    await tell('little', 10n)
    // The receiver of the first one is slow: what it is sent first is all that there is time for.
    const now = new Date()
    const due = await takeDeliveries(store, { now, until: new Date(now.getTime() + 1), limit: 20 })
    expect(due).toHaveLength(20)
    const subscribers = new Set(due.map(({ subscription }) => subscription))
    expect(subscribers.size).toBe(2)
  })

  test('behavior: a name is resolved once, and what was checked is connected to', async () => {
    const { port } = new URL(origin)
    const { status } = await subscribeTo('', { target: `http://localhost:${port}/named` })
    expect(status).toBe(400)
    const outcome = await postWebhook({
      ...{ url: `http://localhost:${port}/named`, body: '{}', headers: {} },
      allowHosts: [`localhost:${port}`],
    })
    expect(outcome).toEqual({ taken: true, status: 200 })
    expect(received['/named']?.[0]?.headers.host).toBe(`localhost:${port}`)
  })

  test('behavior: a process that dies while it sends loses nothing', async () => {
    await subscribeTo('/death')
    await tell('death', 10n)
    // Taken on, and never heard of again.
    await store.database.update(deliveries).set({ nextAt: new Date(Date.now() + 60_000) })
    expect(await deliverEvents(context)).toBe(0)
    await hurry()
    await deliverEvents(context)
    expect(kindsAt('/death')).toEqual(['scheduled'])
  })

  test('behavior: replayed from a time, and all of it', async () => {
    const { body } = await subscribeTo('/replay')
    await tell('replay', 110n)
    await deliverEvents(context)
    const since = String(timeOf(110n))
    const response = await change(body.token, 'replay', JSON.stringify({ since }))
    expect((await response.json()).count).toBeGreaterThan(0)
    received['/replay'] = []
    await deliverEvents(context)
    const mine = () =>
      (received['/replay'] ?? []).filter(
        ({ body: one }) => JSON.parse(one).event.operation === keccak256(stringToBytes('replay')),
      )
    expect(mine().map(({ kind }) => kind)).toEqual(['ready'])
    await change(body.token, 'replay')
    received['/replay'] = []
    await deliverEvents(context)
    expect(mine().map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    // Also what happened before somebody subscribed.
    expect(received['/replay'].length).toBeGreaterThan(3)
  })

  test('behavior: after too many failures it stops, and goes on where it was', async () => {
    const { body } = await subscribeTo('/stops')
    await tell('stops', 10n)
    statuses['/stops'] = [302]
    await store.database.update(deliveries).set({ attempts: mostAttempts - 1 })
    await deliverEvents(context)
    const stopped = await log(body.token)
    expect(stopped).toMatchObject({ state: 'stopped', waiting: 1 })
    expect(stopped.problem).toContain('redirections are not followed')
    await tell('stops', 110n)
    await deliverEvents(context)
    expect(kindsAt('/stops')).toEqual([])
    await change(body.token, 'resume')
    await deliverEvents(context)
    expect(kindsAt('/stops')).toEqual(['scheduled', 'about-to-be-ready', 'ready'])
  })

  test('behavior: stopped by its owner it misses what happens; deleted it is gone', async () => {
    const { body } = await subscribeTo('/owner')
    await change(body.token, 'stop')
    await tell('owner', 10n)
    await change(body.token, 'resume')
    await deliverEvents(context)
    expect(kindsAt('/owner')).toEqual([])
    expect((await change(body.token, 'end', 'x=1')).headers.get('location')).toBe('/queue')
    expect((await change(body.token, 'resume')).status).toBe(404)
    expect((await log('nonsense')).error.name).toBe('NoSubscriptionError')
    expect((await change(body.token, 'nonsense')).status).toBe(404)
  })

  test('behavior: a form is answered with the page, which gets the secret this once', async () => {
    const form = new URLSearchParams([
      ['topic', topic],
      ['kinds', 'ready'],
      ['kinds', 'executed'],
      ['shape', 'json'],
      ['target', `${origin}/form`],
    ])
    const response = await post(form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://desk.example',
    })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toMatch(/^\/subscriptions\/[\w-]{43}$/)
    expect(response.headers.get('set-cookie')).toMatch(
      /^suture-webhook-secret=whsec_[\w-]{43}; Path=\/subscriptions\/[\w-]{43}; Max-Age=120; HttpOnly; SameSite=Strict; Secure$/,
    )
  })

  test('error: a refused form comes back with the reason and what was typed, not in the address', async () => {
    const target = 'https://127.0.0.1/key?chat=1'
    const form = new URLSearchParams([
      ['topic', topic],
      ['kinds', 'ready'],
      ['shape', 'slack'],
      ['target', target],
    ])
    const type = 'application/x-www-form-urlencoded'
    const headers = { 'content-type': type, origin: 'https://desk.example' }
    const response = await post(form.toString(), headers)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/subscriptions/new')
    const [, value] =
      /^suture-refused-subscription=([\w-]+); Path=\/subscriptions\/new;/.exec(
        response.headers.get('set-cookie') ?? '',
      ) ?? []
    expect(readRefused(value)).toMatchObject({
      values: { topic, kinds: ['ready'], shape: 'slack', target },
      error: { shortMessage: expect.stringMatching(/./) },
    })
    expect(readRefused('eyJ4IjoxfQ')).toBeUndefined()
    // What no cookie can hold is typed again.
    form.set('target', `https://${'é'.repeat(2_000)}`)
    const long = (await post(form.toString(), headers)).headers.get('set-cookie') ?? ''
    expect(long.length).toBeLessThan(4_096)
    expect(readRefused(/=([\w-]+);/.exec(long)?.[1])?.values).toMatchObject({ topic, target: '' })
  })

  test('error: a refused form of its own page comes back to it, and what is done forgets it', async () => {
    const { body } = await subscribeTo('/refused')
    const path = `/subscriptions/${body.token}`
    const response = await change(body.token, 'replay', 'since=yesterday')
    expect([response.status, response.headers.get('location')]).toEqual([303, path])
    const [, value] =
      /^suture-refused-change=([\w-]+); Path=\/subscriptions\/[\w-]{43}; Max-Age=300; HttpOnly; SameSite=Strict; Secure$/.exec(
        response.headers.get('set-cookie') ?? '',
      ) ?? []
    expect(readRefusedChange(value)).toMatchObject({
      since: 'yesterday',
      error: { shortMessage: 'That is no time.' },
    })
    expect(readRefusedChange('eyJ4IjoxfQ')).toBeUndefined()
    const taken = await change(body.token, 'replay', 'since=2026-11-21+14%3A00')
    expect(taken.headers.get('location')).toBe(path)
    expect(taken.headers.get('set-cookie')).toMatch(/^suture-refused-change=; .*Max-Age=0;/)
    // JSON is answered with JSON.
    const refused = await change(body.token, 'replay', '{"since":"yesterday"}')
    expect([refused.status, (await refused.json()).error.message]).toEqual([
      400,
      expect.stringContaining('That is no time.'),
    ])
    // What was deleted elsewhere has a page that says so.
    await change(body.token, 'end')
    const gone = await change(body.token, 'stop', 'x=1')
    expect([gone.status, gone.headers.get('location')]).toEqual([303, path])
    // A mail program is told by the status.
    const oneClick = await change(body.token, 'end', 'List-Unsubscribe=One-Click')
    expect(oneClick.status).toBe(404)
  })

  test.each([
    ['a loopback', 'https://127.0.0.1/', 'not on the public internet'],
    ['a loopback written otherwise', 'https://2130706433/', 'not on the public internet'],
    ['a loopback by name', 'https://localhost/', 'not on the public internet'],
    ['a mapped loopback', 'https://[::ffff:127.0.0.1]/', 'not on the public internet'],
    ['metadata', 'https://169.254.169.254/latest/meta-data', 'not on the public internet'],
    ['another port of an allowed host', 'https://127.0.0.1:1/', 'not on the public internet'],
    ['no TLS', 'http://8.8.8.8/', 'Only https://'],
    ['a name that is none', 'https://nowhere.invalid/', 'has no address'],
  ])('error: %s', async (_, target, message) => {
    const { status, body } = await subscribeTo('', { target })
    expect([status, body.error.name]).toEqual([400, 'RefusedTargetError'])
    expect(body.error.shortMessage).toContain(message)
    expect(await postWebhook({ url: target, body: '', headers: {}, allowHosts: [] })).toMatchObject(
      { taken: false },
    )
  })

  test('error: a topic that nobody tells of, another site, too many, nonsense', async () => {
    const nobody = topicKey({ of: 'timelock', timelock: { ...timelock, chainId: 5 } })
    expect((await subscribeTo('/x', { topic: nobody })).status).toBe(404)
    expect((await subscribeTo('/x', { topic: 'protocol:\0' })).status).toBe(400)
    expect((await post({ topic }, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await post('{')).status).toBe(400)
    expect((await subscribeTo('', { target: 'https://[nonsense/' })).body.error.name).toBe(
      'InvalidSubscriptionError',
    )
    expect((await post('x'.repeat(20_000))).status).toBe(413)
    for (let i = 0; i < 20; i++) expect((await subscribeTo('/same')).status).toBe(201)
    expect((await subscribeTo('/same')).status).toBe(429)
  })

  test.each([
    [
      'another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
      101,
    ],
    ['a part of an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc', undefined],
    ['no HTTP', 'SSH-2.0-x\r\n', undefined],
    ['nothing', '', undefined],
  ])('error: a receiver that answers with %s', async (_what, text, status) => {
    const strange = createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end(text))
    })
    await new Promise<void>((resolve) => strange.listen(0, '127.0.0.1', resolve))
    const { port } = strange.address() as AddressInfo
    const outcome = await postWebhook({
      ...{ url: `http://127.0.0.1:${port}/`, body: '{}', headers: {}, timeout: 1_000 },
      allowHosts: ['127.0.0.1'],
    })
    expect(outcome).toMatchObject({ taken: false, status })
    strange.close()
  })

  test('error: an answer that does not come', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    const outcome = await postWebhook({
      ...{ url: `http://127.0.0.1:${port}/`, body: '{}', headers: {}, timeout: 200 },
      allowHosts: ['127.0.0.1'],
    })
    expect(outcome).toEqual({ taken: false, status: undefined, problem: 'no answer in time' })
    silent.closeAllConnections()
    silent.close()
  })
})

describe('e-mail', () => {
  const mail = (to: string) => smtp.messages.filter((message) => message.to === to)
  const subscribeMail = (target: string) => post({ topic, shape: 'email', target })
  /** As a reader sees it: without the encoding of its lines. */
  const textOf = (text = '') =>
    text.replaceAll('=\r\n', '').replaceAll('=3D', '=').replaceAll('\r\n', '\n')
  const tokenIn = (text = '') => /\/subscriptions\/([\w-]{43})/.exec(textOf(text))?.[1] ?? ''

  test('default: nothing before it is confirmed, and one click ends it', async () => {
    const response = await subscribeMail('ada@example.org')
    expect([response.status, await response.json()]).toEqual([202, { state: 'pending' }])
    const token = tokenIn(mail('ada@example.org')[0]?.text)
    await tell('mail', 10n)
    await deliverEvents(context)
    expect(mail('ada@example.org')).toHaveLength(1)
    expect((await change(token, 'replay')).status).toBe(200)
    await change(token, 'confirm', 'x=1')
    await tell('mail', 110n)
    await deliverEvents(context)
    const sent = mail('ada@example.org')
      .slice(1)
      .map(({ text }) => textOf(text))
    expect(sent).toHaveLength(2)
    expect(sent[1]).toMatch(/^Subject: .*Ready/m)
    expect(sent[1]).toContain('Operation: 0x')
    expect(sent[1]).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
    expect(tokenIn(sent[1])).toBe(token)
    const ended = await change(token, 'end', 'List-Unsubscribe=One-Click')
    expect(ended.status).toBe(200)
    const [row] = await store.database
      .select()
      .from(subscriptions)
      .where(eq(subscriptions.shape, 'email'))
    expect(row).toBeUndefined()
  })

  test('behavior: a mailbox is asked a few times a day at most', async () => {
    for (let i = 0; i < 5; i++) expect((await subscribeMail('eve@example.org')).status).toBe(202)
    expect((await subscribeMail('Eve@example.org')).status).toBe(429)
    expect(mail('eve@example.org')).toHaveLength(5)
  })

  test('behavior: one that refuses is tried again later', async () => {
    await subscribeMail('bob@example.org')
    const token = tokenIn(mail('bob@example.org')[0]?.text)
    await change(token, 'confirm')
    await tell('refused', 10n)
    smtp.isRefusing = true
    await deliverEvents(context)
    expect((await log(token)).deliveries[0]).toMatchObject({ isDone: false, status: 550 })
    smtp.isRefusing = false
    await hurry()
    await deliverEvents(context)
    expect((await log(token)).deliveries[0]).toMatchObject({ isDone: true, status: 250 })
  })

  test('error: an instance without a mail server', async () => {
    const held = globalThis as { sutureContext?: unknown }
    const { smtpUrl: _, ...config } = context.config
    held.sutureContext = Promise.resolve({ ...context, config })
    const response = await subscribeMail('ada@example.org')
    held.sutureContext = Promise.resolve(context)
    expect([response.status, (await response.json()).error.name]).toEqual([501, 'MailError'])
  })
})
