import { afterAll, beforeAll, expect, test } from 'vitest'
import { GET } from '@/app/api/v1/feeds/[...path]/route'
import { openStore } from '@/lib/adapters/store/open-store'
import type { Store } from '@/lib/adapters/store/store'
import { tellEvents } from '@/lib/adapters/store/tell-events'
import { headAt, queued, target, timelock } from '@/lib/core/watch/__fixtures__/queued'
import { deriveEvents } from '@/lib/core/watch/derive-events'
import { eventTopics } from '@/lib/core/watch/event-topics'
import { operationCauses } from '@/lib/core/watch/operation-causes'
import type { QueueEvent } from '@/lib/core/watch/queue-event'
import { parseXml } from '@/test/parse-xml'

let store: Store
let selects = 0
const told: QueueEvent[] = []

beforeAll(async () => {
  store = await openStore()
  const { database } = store
  const counted = new Proxy(database, {
    get: (of, name, self) => {
      if (name === 'select') selects += 1
      const value = Reflect.get(of, name, self)
      return typeof value === 'function' ? value.bind(of) : value
    },
  })
  const held = globalThis as { sutureContext?: unknown }
  held.sutureContext = Promise.resolve({
    store: { ...store, database: counted },
    // There is none: a feed that read a chain would fail.
    clientFor: () => {
      throw new Error('A feed reads no chain.')
    },
    config: {
      chains: [{ id: 31_337, name: 'Anvil' }],
      protocols: [
        {
          name: 'Harbor <b>',
          chainId: 31_337,
          timelock: timelock.address,
          proxies: [{ name: 'Vault', address: target }],
        },
      ],
      leadSeconds: 600,
    },
  })
})
afterAll(async () => {
  const held = globalThis as { sutureContext?: unknown }
  held.sutureContext = undefined
  await store.close()
})

async function tell(block: bigint): Promise<void> {
  await tellEvents(store, {
    timelock,
    now: new Date(),
    next: async () => {
      const causes = operationCauses({ operation: queued(), lead: 600n })
      const events = deriveEvents({ causes, told, head: headAt(block) })
      told.push(...events)
      const topics = eventTopics({ timelock, protocols: ['Harbor <b>'], touched: [target] })
      return { head: headAt(block), events: events.map((event) => ({ event, topics })) }
    },
  })
}

async function get(path: string, headers: Record<string, string> = {}) {
  const request = new Request(`http://internal:3000/api/v1/feeds/${path}`, {
    headers: { host: 'desk.example', ...headers },
  })
  const parts = path.split('/').map(decodeURIComponent)
  return await GET(request, { params: Promise.resolve({ path: parts }) })
}
/** Until what was given out is asked for anew. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 1_100))

test('default: every topic in every format', async () => {
  await tell(10n)
  const place = `31337/${timelock.address}`
  const topics = [
    'all',
    `timelocks/${place}`,
    'protocols/Harbor%20%3Cb%3E',
    `proxies/31337/${target}`,
  ]
  for (const topic of topics) {
    const atom = await get(`${topic}.atom`)
    expect(atom.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    expect(parseXml(await atom.text()).filter(({ name }) => name === 'entry')).toHaveLength(1)
    const json = await (await get(`${topic}.json`)).json()
    expect(json.items).toHaveLength(1)
    expect(json.items[0].url).toBe(
      `http://desk.example/timelocks/31337/${timelock.address}/operations/${queued().id}`,
    )
    const calendar = await (await get(`${topic}.ics`)).text()
    expect(calendar).toContain('BEGIN:VALARM')
  }
})

test('behavior: 304 until something happens', async () => {
  const first = await get('all.atom')
  const etag = first.headers.get('etag') ?? ''
  // Where no address is configured, the links are those of this reader.
  expect(first.headers.get('cache-control')).toMatch(/^private, max-age=30\b/)
  expect(first.headers.get('access-control-allow-origin')).toBe('*')
  await aWhile()
  const again = await get('all.atom', { 'if-none-match': `"x", W/${etag}` })
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
  await tell(110n)
  await aWhile()
  const later = await get('all.atom', { 'if-none-match': etag })
  expect(later.status).toBe(200)
  expect(parseXml(await later.text()).filter(({ name }) => name === 'entry')).toHaveLength(3)
})

test('behavior: where the address of the instance is configured, caches keep a feed for all', async () => {
  const held = globalThis as { sutureContext?: Promise<{ config: object }> | undefined }
  const before = held.sutureContext
  const context = await before
  if (!context) throw new Error('There is no context.')
  const config = { ...context.config, publicUrl: 'https://desk.example' }
  held.sutureContext = Promise.resolve({ ...context, config })
  const feed = await get('all.json', { host: 'evil.example' })
  held.sutureContext = before
  expect(feed.headers.get('cache-control')).toMatch(/^public, max-age=30\b/)
  expect((await feed.json()).feed_url).toBe('https://desk.example/api/v1/feeds/all.json')
})

test('behavior: a thousand readers cost no more than one', async () => {
  await aWhile()
  const before = selects
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => get('all.json')))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  // Its version is asked for, in two parts, and what changed since the last answer.
  expect(selects - before).toBeLessThanOrEqual(3)
})

test('error: what nobody follows has no empty feed', async () => {
  for (const path of [
    'all.rss',
    'all',
    `timelocks/1/${timelock.address}.atom`,
    'protocols/No.json',
    'protocols/%00.json',
  ]) {
    expect((await get(path)).status, path).toBe(404)
  }
})
