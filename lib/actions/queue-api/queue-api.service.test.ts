import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { type Hex, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { forgetTimelock } from '@/lib/adapters/store/forget-timelock'
import { type SaveFoundParameters, saveFound } from '@/lib/adapters/store/found-operations'
import { noteBeaconProxies } from '@/lib/adapters/store/note-beacon-proxies'
import { noteHeard } from '@/lib/adapters/store/note-heard'
import { saveAskedRoles } from '@/lib/adapters/store/save-asked-roles'
import { saveDetection } from '@/lib/adapters/store/save-detection'
import { saveTimelockProblem } from '@/lib/adapters/store/save-timelock-problem'
import { timelocks } from '@/lib/adapters/store/timelock-schema'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import { apiRoutes, describeApi } from '@/lib/core/api/describe-api'
import { wireBlock } from '@/lib/core/api/wire-values'
import { jsonSchemaErrors } from '@/test/json-schema-errors'
import { fillQueue, madeUpOperation, nthAddress, nthHash, positionAt } from '@/test/queue-store'
import { answerApi, apiFiles } from '@/test/serve-api'

const directory = mkdtempSync(join(tmpdir(), 'suture-api-'))
const timelock = { chainId: 1, address: nthAddress(70) }
const other = { chainId: 10, address: nthAddress(71) }
const at = `/api/v1/timelocks/1/${timelock.address}`

let context: ServerContext

beforeAll(async () => {
  const chain = (id: number) => ({ id, name: `Chain ${id}`, rpcUrls: ['http://127.0.0.1:1'] })
  const proxies = [{ name: 'Vault', address: nthAddress(3) }]
  const configured = {
    safe: nthAddress(1),
    timelock: nthAddress(2),
    chainId: 1,
    name: 'One',
    proxies,
  }
  const config = { chains: [chain(1), chain(10)], protocols: [configured] }
  writeFileSync(join(directory, 'config.json'), JSON.stringify(config))
  process.env.SUTURE_CONFIG = join(directory, 'config.json')
  process.env.SUTURE_DATA_DIR = directory
  context = await getServerContext()
  const operations = [
    madeUpOperation(timelock, { n: 1, at: 10n, executedAt: 40n }),
    madeUpOperation(timelock, { n: 2, at: 20n, cancelledAt: 25n }),
    madeUpOperation(timelock, { n: 3, at: 900n }),
    madeUpOperation(timelock, { n: 4, at: 995n, data: '0xf2fde38b' }),
    madeUpOperation(timelock, { n: 5, at: 990n, delay: 2n ** 200n, predecessor: nthHash(4) }),
  ]
  const settings = [
    { position: positionAt(3n), what: 'delay', name: 'minimum delay', after: 2n ** 70n },
    {
      position: positionAt(2n),
      what: 'role',
      role: 'proposer',
      account: nthAddress(5),
      granted: true,
    },
  ] as const
  await fillQueue(context.store, { timelock, operations, settings, indexed: 1_000n })
  const detection = { kind: 'openzeppelin', generation: '5.1 or later', badges: [] } as const
  const now = new Date()
  const { blockNumber: number, blockHash: hash } = positionAt(1_000n)
  await saveDetection(context.store, { timelock, indexed: { number, hash }, detection, now })
  const late = Array.from({ length: 7 }, (_, n) => madeUpOperation(other, { n: 100 + n, at: 5n }))
  await fillQueue(context.store, {
    timelock: other,
    operations: late,
    indexed: 500n,
    head: 900n,
  })
}, 120_000)
afterAll(async () => {
  await context.store.close()
  const held = globalThis as { sutureContext?: unknown }
  held.sutureContext = undefined
  rmSync(directory, { recursive: true, force: true })
})

const ask = (path: string, init?: RequestInit) =>
  answerApi(new Request(`http://desk.example${path}`, init))

/** The answer, held against what the published document is made of. */
async function read(path: string, init: RequestInit = {}) {
  const response = await ask(path, init)
  const { pathname } = new URL(path, 'http://desk.example')
  const method = (init.method ?? 'GET').toLowerCase()
  const file = apiFiles().find(({ pattern }) => pattern.test(pathname))
  const route = apiRoutes.find((each) => each.path === file?.path && each.method === method)
  const described = route?.answers[response.status]
  const text = await response.text()
  if (!described) throw new Error(`${method} ${path} answers ${response.status}: ${text}`)
  const body = text === '' ? undefined : JSON.parse(text)
  if (described.schema) (described.schema as z.ZodMiniType).parse(body)
  const schema = publishedSchema({ path: route?.path, method, status: response.status })
  if (schema) expect(jsonSchemaErrors(schema, body, resolve)).toEqual([])
  return { status: response.status, body, headers: response.headers }
}

type Published = { readonly content?: { 'application/json'?: { schema?: object } } }

const published = JSON.parse(JSON.stringify(describeApi()))
const resolve = (reference: string) =>
  reference
    .slice(2)
    .split('/')
    .reduce((inner, part) => inner[part], published)

function publishedSchema({
  path = '',
  method,
  status,
}: {
  path: string | undefined
  method: string
  status: number
}): object | undefined {
  const answer: Published = published.paths[path][method].responses[status]
  return answer.content?.['application/json']?.schema
}

describe('the published document', () => {
  test('behavior: it has every method of every route, and none that there is not', async () => {
    const there: string[] = []
    for (const { path, load } of apiFiles()) {
      if (!path.startsWith('/api/v1/')) continue
      for (const name of Object.keys(await load())) {
        if (/^[A-Z]+$/.test(name)) there.push(`${name.toLowerCase()} ${path}`)
      }
    }
    expect(apiRoutes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(there.sort())
  })

  test('default', async () => {
    const response = await ask('/api/openapi.json')
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(describeApi())))
    const { openapi, paths } = describeApi() as { openapi: string; paths: Record<string, never> }
    expect(openapi).toBe('3.1.0')
    expect(Object.keys(paths).length).toBeGreaterThan(15)
    const names = Object.values<Record<string, { operationId: string }>>(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    )
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('timelocks', () => {
  test('default', async () => {
    const { body } = await read('/api/v1/timelocks')
    expect(body.timelocks).toHaveLength(2)
    expect(JSON.stringify(body)).not.toContain('lookedAt')
    expect((await read('/api/v1/timelocks?chain=10')).body.timelocks).toHaveLength(1)
  })

  test('behavior: one, with its counts and what was not scanned', async () => {
    const { body } = await read(at)
    expect(body.counts).toMatchObject({ executed: 1, cancelled: 1, ready: 1, waiting: 2 })
    expect(body.unscanned).toEqual([])
    expect(body.order.map(({ id }: { id: string }) => id).sort()).toEqual([nthHash(4), nthHash(5)])
    expect(body.isOrderCut).toBe(false)
    const unfinished = await read(`/api/v1/timelocks/10/${other.address}`)
    expect(unfinished.body.unscanned).toEqual([{ fromBlock: '501', toBlock: '900' }])
  })

  test('behavior: when its nodes were heard last, and what the contract says of its roles', async () => {
    const before = await read(at)
    expect(before.body).not.toHaveProperty('heardAt')
    expect(before.body.roleIncidents).toEqual([])
    const tag = { headers: { 'if-none-match': before.headers.get('etag') ?? '' } }
    expect((await ask(at, tag)).status).toBe(304)
    for (const now of [new Date(1_700_000_000_123), new Date(1_700_000_012_456)]) {
      await noteHeard(context.store, { timelock, now })
      // Nothing else has changed.
      expect((await read(at, tag)).body.heardAt).toBe(now.toISOString())
    }
    const claim = { role: 'proposer', account: nthAddress(5), holds: true, contract: false }
    const roles = { blockNumber: 1_000n, blockHash: nthHash(1_000), claims: [claim], others: 0 }
    const { indexed } = z.object({ indexed: wireBlock }).parse(before.body)
    const now = new Date()
    expect(await saveAskedRoles(context.store, { timelock, indexed, roles, now })).toBe(true)
    expect((await read(at)).body.roleIncidents).toEqual([
      `By the events ${nthAddress(5)} holds the role proposer; the contract says that it does not.`,
    ])
  })

  test('behavior: what stands there is asked of its chain alone', async () => {
    const silent = await read(`/api/v1/timelocks/1/${nthAddress(98)}/preview`)
    expect(silent.status).toBe(503)
    expect(silent.body.error.retry).toBe(true)
    const elsewhere = await read(`/api/v1/timelocks/5/${nthAddress(98)}/preview`)
    expect(elsewhere.status).toBe(404)
    expect(elsewhere.body.error.hint).toContain('does not serve that chain')
  })

  test('behavior: what it upgrades, with the proxies of a beacon from when they are known on', async () => {
    const before = await read(at)
    const upgraded = [5, 3, 2, 1].map(nthAddress)
    expect(before.body.upgraded).toEqual(upgraded)
    const tag = { headers: { 'if-none-match': before.headers.get('etag') ?? '' } }
    const proxies = [{ proxy: nthAddress(600), beacon: nthAddress(3) }]
    await noteBeaconProxies(context.store, { chainId: 10, proxies })
    expect((await ask(at, tag)).status).toBe(304)
    await noteBeaconProxies(context.store, { chainId: 1, proxies })
    const { body } = await read(at, tag)
    expect(body.upgraded).toEqual([5, 3, 600, 2, 1].map(nthAddress))
  })

  test('behavior: its settings', async () => {
    const { body } = await read(`${at}/settings`)
    expect(body.settings[0]).toMatchObject({ what: 'delay', after: String(2n ** 70n) })
    expect(body.settings).toHaveLength(2)
  })

  test('error: one that is not followed, or no address', async () => {
    const { status, body } = await read(`/api/v1/timelocks/1/${nthAddress(99)}`)
    expect(status).toBe(404)
    expect(body.error.hint).toContain(`POST /api/v1/timelocks/1/${nthAddress(99)}`)
    for (const rest of ['/operations', '/settings', `/operations/${zeroHash}`]) {
      expect((await read(`/api/v1/timelocks/1/${nthAddress(99)}${rest}`)).status).toBe(404)
    }
    const elsewhere = await read(`/api/v1/timelocks/5/${nthAddress(99)}`)
    expect(elsewhere.status).toBe(404)
    expect(elsewhere.body.error.facts).toContainEqual(['Served', '1, 10'])
    expect(elsewhere.body.error.hint).toMatch(/^This instance does not serve that chain\./)
    expect((await read('/api/v1/timelocks/1/0x12')).status).toBe(400)
    expect((await read(`/api/v1/timelocks/one/${timelock.address}`)).status).toBe(400)
  })

  test('behavior: an address with its chain before it, as wallets copy it', async () => {
    const { address } = timelock
    for (const placed of [`eth:${address}`, `1:${address}`, `eip155:1:${address}`]) {
      const { body } = await read(`/api/v1/timelocks/1/${placed}`)
      expect(body.timelock).toEqual(timelock)
      const list = await read(`/api/v1/operations?timelock=${placed}`)
      expect(list.body.coverage.timelocks).toBe(1)
    }
    for (const field of ['target', 'proposer', 'q']) {
      const of = (chain: string) => `${field}=${chain}:${nthAddress(field === 'target' ? 3 : 900)}`
      const [all, here, there] = await Promise.all([
        read(`/api/v1/operations?${field}=${nthAddress(field === 'target' ? 3 : 900)}&limit=200`),
        read(`/api/v1/operations?${of('eth')}&limit=200`),
        read(`/api/v1/operations?${of('eip155:10')}&limit=200`),
      ])
      expect(here.body.operations.length).toBeGreaterThan(0)
      const isOf = (chain: number) => (each: { timelock: { chainId: number } }) =>
        each.timelock.chainId === chain
      expect(here.body.operations).toEqual(all.body.operations.filter(isOf(1)))
      expect(there.body.operations).toEqual(all.body.operations.filter(isOf(10)))
      expect((await read(`${at}/operations?${of('1')}`)).status).toBe(200)
      for (const path of [`${at}/operations?`, '/api/v1/operations?timelock=1&']) {
        const contradicted = await read(path + of('oeth'))
        expect(contradicted.status).toBe(400)
        expect(contradicted.body.error.facts).toEqual([
          [field, 'This address is of chain 10, not of chain 1.'],
        ])
      }
    }
    const both = `target=eth:${address}&proposer=base:${address}`
    expect((await read(`/api/v1/operations/counts?${both}`)).body.error.facts).toEqual([
      ['proposer', 'This address is of chain 8453, not of chain 1.'],
    ])
    const other = await read(`/api/v1/timelocks/10/eth:${address}`)
    expect(other.status).toBe(400)
    expect(other.body.error.message).toMatchInlineSnapshot(`
      "This address is of chain 1, not of chain 10.
      Before the address: chain 1
      Looked for on: chain 10
      The same address may hold something else on another chain. Take the right chain, or the address without a prefix."
    `)
    const unknown = await read(`/api/v1/operations?timelock=eht:${address}`)
    expect(unknown.body.error.facts).toEqual([
      ['timelock', 'What stands before the address names no chain that is known here.'],
    ])
  })

  test('behavior: POST follows; where the chain is silent it says so', async () => {
    const again = await read(at, { method: 'POST' })
    expect(again.status).toBe(200)
    const silent = await ask(`/api/v1/timelocks/1/${nthAddress(99)}`, { method: 'POST' })
    expect(silent.status).toBe(503)
    const unknown = await read(`/api/v1/timelocks/5/${nthAddress(99)}`, { method: 'POST' })
    expect(unknown.status).toBe(400)
    expect(unknown.body.error.name).toBe('UnknownChainError')
    const foreign = { method: 'POST', headers: { origin: 'https://elsewhere.example' } }
    // Documented once for all that write.
    expect((await ask(at, foreign)).status).toBe(403)
  })
})

describe('operations', () => {
  test('default', async () => {
    const { body, headers } = await read(`${at}/operations`)
    expect(body.operations).toHaveLength(5)
    expect(body.next).toBeUndefined()
    expect(body.coverage).toEqual({ timelocks: 1, incomplete: [] })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(body.operations.at(-1).due).toMatch(/^\d{50,}$/)
  })

  test('behavior: page by page, by the address that is given', async () => {
    const ids: string[] = []
    let path: string | undefined = '/api/v1/operations?limit=5&order=-scheduled'
    for (let pages = 0; path; pages++) {
      const { body, headers } = await read(path)
      ids.push(...body.operations.map(({ id }: { id: string }) => id))
      path = body.next
      expect(headers.get('link')).toBe(path ? `<${path}>; rel="next"` : null)
      expect(pages).toBeLessThan(3)
    }
    expect(new Set(ids).size).toBe(12)
    expect(ids).toHaveLength(12)
  })

  test('behavior: what is not scanned is told with every list', async () => {
    const { body } = await read('/api/v1/operations?state=blocked')
    expect(body).toEqual({
      operations: [],
      coverage: {
        timelocks: 2,
        incomplete: [{ timelock: other, reason: 'Scanned up to block 500 of 900.' }],
      },
    })
    const stranger = { chainId: 5, address: nthAddress(99) }
    const nobody = await read(`/api/v1/operations?timelock=5:${stranger.address}`)
    expect(nobody.body).toMatchObject({
      operations: [],
      coverage: {
        timelocks: 0,
        incomplete: [{ timelock: stranger, reason: 'It is not followed here.' }],
      },
    })
  })

  const idsOf = async (query: string) =>
    (await read(`${at}/operations?${query}`)).body.operations.map(({ id }: { id: string }) => id)

  test('args: filters', async () => {
    expect(await idsOf('state=ready,waiting')).toEqual([nthHash(3), nthHash(4), nthHash(5)])
    expect(await idsOf('state=executed')).toEqual([nthHash(1)])
    expect(await idsOf('selector=transferOwnership')).toEqual([nthHash(4)])
    expect(await idsOf('q=transferOwnership(address%20owner)')).toEqual([nthHash(4)])
    expect(await idsOf('selector=0xF2FDE38B')).toEqual([nthHash(4)])
    expect(await idsOf('risk=ownership')).toEqual([nthHash(4)])
    expect(await idsOf(`q=${nthHash(2).slice(-20)}`)).toContain(nthHash(2))
    const [begins, ends] = [nthHash(2).slice(0, 6), nthHash(2).slice(-4)]
    expect(await idsOf(`q=${begins}…${ends}+0xf2fd`)).toEqual([])
    expect(await idsOf(`q=${begins}…${ends}+0x3659`)).toEqual([nthHash(2)])
    expect(await idsOf(`target=${nthAddress(3).toLowerCase()}`)).toEqual([nthHash(3)])
    expect(await idsOf(`proposer=${nthAddress(901)}`)).toEqual([])
    expect(await idsOf(`proposer=${nthAddress(900)}`)).toContain(nthHash(2))
    const { body } = await read('/api/v1/operations?timelock=10&state=ready,overlooked')
    expect(body.operations).toHaveLength(7)
  })

  test('args: timelock: others', async () => {
    const configured = { chainId: 1, address: nthAddress(79) }
    const operations = [madeUpOperation(configured, { n: 79, at: 10n })]
    const of = { timelock: configured, operations, indexed: 1_000n }
    await fillQueue(context.store, of)
    const count = async (query: string) => (await read(`/api/v1/operations?${query}`)).body
    const before = await count('timelock=others&limit=200')
    const { database } = context.store
    const isIt = eq(timelocks.address, configured.address)
    await database.update(timelocks).set({ followedWhy: 'config' }).where(isIt)
    const after = await count('timelock=others&limit=200&q=0x')
    expect(after.operations).toHaveLength(before.operations.length - 1)
    expect(after.coverage.timelocks).toBe(before.coverage.timelocks - 1)
    const { body } = await read('/api/v1/operations/counts?timelock=others')
    const sum = Object.values(body.counts as Record<string, number>).reduce((a, b) => a + b, 0)
    expect(sum).toBe(after.operations.length)
    await forgetTimelock(context.store, configured)
  })

  test.each([
    '%00',
    '0x%00',
    '%ED%A0%80',
    '%F0%9F',
    encodeURIComponent("' | !x:* & ("),
    encodeURIComponent("0x1a' or '1'='1"),
    '%5C',
    ':*',
    '%25_',
    encodeURIComponent('approve(\u0000)'),
    encodeURIComponent('f(uint256,'.repeat(15)),
    'a'.repeat(10_000),
    '%28'.repeat(3_000),
    'f%28'.concat('uint256,'.repeat(2_000), 'bool%29'),
    `0x${'f'.repeat(190)}`,
    Array.from({ length: 60 }, (_, n) => n.toString(16)).join('+'),
  ])('error: hostile text is refused, or found nowhere: %.60s', async (text) => {
    for (const field of ['q', 'selector', 'target', 'proposer', 'timelock', 'cursor', 'risk']) {
      for (const path of ['/api/v1/operations', `${at}/operations`, '/api/v1/operations/counts']) {
        const { status } = await ask(`${path}?${field}=${text}`)
        expect([200, 400], `${field} of ${path}`).toContain(status)
      }
    }
  })

  test('behavior: what is ready and what was overlooked add up', async () => {
    const { body } = await read('/api/v1/operations/counts')
    expect(body.counts).toMatchObject({ ready: 8, overlooked: 0, waiting: 2, executed: 1 })
  })

  test('behavior: the counts of one timelock are the same wherever they stand', async () => {
    const old = { chainId: 1, address: nthAddress(74) }
    const operations = [
      madeUpOperation(old, { n: 60, at: 10n }),
      madeUpOperation(old, { n: 61, at: 690_000n }),
    ]
    await fillQueue(context.store, { timelock: old, operations, indexed: 700_000n })
    const { body } = await read(`/api/v1/timelocks/1/${old.address}`)
    const { body: counted } = await read(`/api/v1/operations/counts?timelock=1:${old.address}`)
    expect(body.counts).toEqual(counted.counts)
    expect(body.counts).toMatchObject({ ready: 1, overlooked: 1, waiting: 0 })
    await forgetTimelock(context.store, old)
  })

  test('behavior: one, with its events and what waits for it', async () => {
    const { body } = await read(`${at}/operations/${nthHash(4)}`)
    expect(body.operation.calls).toEqual([
      { target: nthAddress(4), value: '0', data: '0xf2fde38b' },
    ])
    // A selector without the argument that belongs to it.
    expect(body.decoded).toMatchObject([
      { target: nthAddress(4), value: '0', confidence: 'undecoded', children: [] },
    ])
    expect(body.after).toMatchObject([{ id: nthHash(5) }])
    expect(body.logs).toHaveLength(1)
    // Its chain is silent: what it would say now is told as not known.
    const unasked = { known: false, reason: expect.stringMatching(/^the latest block/) }
    expect(body.surroundings).toEqual({
      block: unasked,
      balance: unasked,
      targets: [
        {
          address: nthAddress(4),
          scheduled: { known: false, reason: expect.any(String) },
          now: unasked,
        },
      ],
    })
    expect(body.custody).toMatchObject([
      { name: 'scheduled', verdict: 'unknown' },
      { name: 'executed', verdict: 'todo' },
    ])
    const { body: unknown } = await read(`${at}/operations/${nthHash(77)}`)
    expect(unknown.error.hint).toMatch(/^Every block up to the newest one was scanned/)
    const unscanned = await read(`/api/v1/timelocks/10/${other.address}/operations/${nthHash(77)}`)
    expect(unscanned.body.error.facts).toEqual([
      ['Not all was scanned', 'Scanned up to block 500 of 900.'],
    ])
    expect((await read(`${at}/operations/0x12`)).status).toBe(400)
  })

  test('behavior: ids that collide across chains and timelocks are operations of their own', async () => {
    const twin = { chainId: 137, address: timelock.address }
    const mine = madeUpOperation(twin, { n: 1, at: 900n, delay: 1_000n, data: '0xf2fde38b' })
    await fillQueue(context.store, { timelock: twin, operations: [mine], indexed: 950n })
    const id = nthHash(1)
    const there = await read(`/api/v1/timelocks/137/${twin.address}/operations/${id}`)
    expect(there.body).toMatchObject({ standing: 'waiting', timelock: twin, risks: ['ownership'] })
    expect(there.body.logs).toHaveLength(1)
    const reason = expect.stringContaining('does not serve that chain')
    expect(there.body.surroundings.balance).toEqual({ known: false, reason })
    const here = await read(`${at}/operations/${id}`)
    expect(here.body).toMatchObject({ standing: 'executed', timelock, risks: ['upgrade'] })
    expect(here.body.logs).toHaveLength(1)
    const { body } = await read(`/api/v1/operations?q=${id}`)
    const chains = body.operations.map((each: { timelock: { chainId: number } }) => each.timelock)
    expect(chains).toHaveLength(2)
    expect(chains).toEqual(expect.arrayContaining([timelock, twin]))
    expect((await read(`/api/v1/operations?q=${id}&timelock=137`)).body.operations).toHaveLength(1)
    await forgetTimelock(context.store, twin)
    expect((await read(`${at}/operations/${id}`)).body.standing).toBe('executed')
  })

  test('behavior: a megabyte of calldata is whole where one operation is asked for, and in no list', async () => {
    const big = { chainId: 1, address: nthAddress(73) }
    const data: Hex = `0x3659cfe6${'ab'.repeat(1_000_000)}`
    const operation = madeUpOperation(big, { n: 50, at: 5n, data })
    await fillQueue(context.store, { timelock: big, operations: [operation], indexed: 10n })
    const path = `/api/v1/timelocks/1/${big.address}/operations`
    const list = await ask(path)
    expect((await list.text()).length).toBeLessThan(10_000)
    const { body } = await read(`${path}/${nthHash(50)}`)
    expect(body.operation.calls[0].data).toBe(data)
    await forgetTimelock(context.store, big)
  })

  test('behavior: numbers beyond any chain and any time are answered', async () => {
    const chain = '999999999999999'
    const tail = `${timelock.address}.${nthHash(1)}`
    const due = '9'.repeat(78)
    for (const query of [
      `cursor=${due}.${chain}.${tail}`,
      `cursor=1.${chain}.${tail}`,
      `cursor=0.0.${tail}&order=-eta`,
      `timelock=${chain}`,
      `timelock=${chain}:${timelock.address}`,
    ]) {
      expect((await read(`/api/v1/operations?${query}`)).status, query).toBe(200)
    }
    const beyond = await read(`/api/v1/operations?order=scheduled&cursor=${due}.1.${tail}`)
    expect(beyond.body.error.name).toBe('BadCursorError')
    expect((await read(`/api/v1/timelocks?chain=${chain}`)).body.timelocks).toEqual([])
    for (const rest of ['', '/operations', '/settings', `/operations/${nthHash(1)}`]) {
      const path = `/api/v1/timelocks/${chain}/${timelock.address}${rest}`
      expect((await read(path)).status, path).toBe(404)
    }
  })

  test('error: parameters that are not understood, all at once', async () => {
    const query = 'q=vault&state=redy&limit=201&target=0x12&order=eta&order=eta&colour=red'
    const { status, body } = await read(`/api/v1/operations?${query}`)
    expect(status).toBe(400)
    expect(body.error.message).toMatchInlineSnapshot(`
      "The parameters of this address are not understood.
      order: It is given twice.
      colour: There is no such parameter.
      q: “vault” is neither hexadecimal digits nor the name of a function that is known here. Search for hexadecimal digits with which an id, address or selector begins or ends, or both with … between them; for a function by its name, if it is a known one; or for any by name and types, as in setFee(uint256).
      state: Expected one or more of ready, overlooked, blocked, waiting, stale, unclear, executed, cancelled, with commas between them.
      target: Not an address: it does not have 40 hex digits.
      limit: Expected a whole number from 1 to 200.
      It takes timelock, q, state, target, selector, proposer, risk, order, cursor, limit. /api/openapi.json describes them."
    `)
    expect((await read('/api/v1/operations?cursor=1')).body.error.name).toBe('BadCursorError')
    expect((await read(`${at}?x=1`)).body.error.hint).toBe('It takes no parameters.')
  })
})

test('behavior: no route is open to any page without what stands beside its answer', () => {
  const root = join(import.meta.dirname, '../../../app/api/v1')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  const own = files.filter(
    (file) =>
      /\.ts$/.test(file) &&
      file !== 'json.ts' &&
      readFileSync(join(root, file), 'utf8').includes("'access-control-allow-origin':"),
  )
  expect(own).toEqual([])
})

describe('ETags', () => {
  const tagOf = async (path: string) => (await read(path)).headers.get('etag') ?? ''
  const again = (path: string, tag: string) => read(path, { headers: { 'if-none-match': tag } })

  test('default', async () => {
    for (const path of [`${at}/operations`, at, `${at}/settings`, '/api/v1/operations/counts']) {
      const tag = await tagOf(path)
      expect((await again(path, tag)).status).toBe(304)
      expect((await again(path, `"x", W/${tag}`)).status).toBe(304)
      expect((await again(path, '"x"')).status).toBe(200)
    }
    const tag = await tagOf('/api/v1/operations?limit=1')
    expect((await again('/api/v1/operations?limit=2', tag)).status).toBe(200)
  })

  test('behavior: what is made each time is not sent again where it is the same', async () => {
    const patch = `/api/v1/patches/${zeroHash}`
    for (const path of [`${patch}/acknowledgements`, '/api/v1/audit?limit=1']) {
      const { headers } = await read(path)
      const tag = headers.get('etag') ?? ''
      expect((await again(path, `"x", W/${tag}`)).status).toBe(304)
      expect((await again(path, '"x"')).status).toBe(200)
    }
  })

  test('behavior: the record has the address of its next page in a header, too', async () => {
    for (const body of ['{', '[']) await ask('/api/v1/sources', { method: 'POST', body })
    const { body, headers } = await read('/api/v1/audit?limit=1')
    const [, next] = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? []
    const later = await read(next ?? '')
    expect(later.body.entries).toHaveLength(1)
    expect(later.body.entries).not.toEqual(body.entries)
  })

  test('behavior: whatever is stored changes it', async () => {
    const mine = await tagOf(`${at}/operations`)
    const all = await tagOf('/api/v1/operations')
    const third = { chainId: 1, address: nthAddress(72) }
    await fillQueue(context.store, { timelock: third, operations: [], indexed: 10n })
    expect((await again('/api/v1/operations', all)).status).toBe(200)
    expect((await again(`${at}/operations`, mine)).status).toBe(304)
  })

  test('behavior: so does what a worker stores whose clock is behind', async () => {
    const all = await tagOf('/api/v1/operations')
    const now = new Date(Date.now() - 60_000)
    await saveTimelockProblem(context.store, { timelock: other, problem: 'Silent.', now })
    const { status, body } = await again('/api/v1/operations', all)
    expect(status).toBe(200)
    expect(body.coverage.incomplete).toContainEqual({ timelock: other, reason: 'Silent.' })
  })

  test('behavior: and how far calls were searched for that no event tells', async () => {
    const tag = await tagOf(at)
    const { blockHash: hash, blockNumber: number, blockTimestamp: timestamp } = positionAt(1_000n)
    const block = { hash, number, timestamp }
    const found: SaveFoundParameters = {
      timelock,
      indexed: block,
      operations: [],
      fromBlock: 0n,
      end: block,
      by: 'full',
      hosts: ['node.example'],
      finalizedBlock: 1_000n,
      now: new Date(),
    }
    const before = await read(at)
    expect(before.body.calls.unsearched).toEqual([{ fromBlock: '0', toBlock: '1000' }])
    expect(await saveFound(context.store, found)).toBe(true)
    const { status, body } = await again(at, tag)
    expect(status).toBe(200)
    expect(body.calls.unsearched).toEqual([])
    expect((await again(at, await tagOf(at))).status).toBe(304)
  })
})

describe('proxies', () => {
  test('error: one that nobody here has to do with, what is no address, a chain that is silent', async () => {
    // Of a chain that is not served, no contract can be asked for its beacon.
    const stranger = `/api/v1/proxies/7/${nthAddress(99)}`
    const unknown = await read(stranger)
    expect(unknown).toMatchObject({ status: 404, body: { error: { name: 'UnknownProxyError' } } })
    const versions = `${nthAddress(4)}/${nthAddress(5)}`
    expect((await read(`${stranger}/${versions}`)).status).toBe(404)
    expect((await read(`/api/v1/proxies/7/${nthAddress(3)}`)).status).toBe(404)
    expect((await read('/api/v1/proxies/1/0x12')).status).toBe(400)
    expect((await read(`${stranger}/0x12/${nthAddress(4)}`)).status).toBe(400)
    expect((await read(`${stranger}?x=1`)).body.error.hint).toBe('It takes no parameters.')
    // Silence is no answer: neither that it has run nothing nor that it is none.
    for (const n of [3, 99]) {
      const silent = await ask(`/api/v1/proxies/1/${nthAddress(n)}`)
      expect(silent.status).toBe(503)
    }
  })
})

describe('what is not known while a chain is silent', () => {
  test('behavior: it may be there all the same', async () => {
    const paths = [
      `/api/v1/patches/${nthHash(77)}/alarms`,
      `/api/v1/patches/${nthHash(77)}/notes`,
      `/api/v1/patches/${nthHash(77)}/summary`,
      `/api/v1/safes/1/${nthAddress(77)}`,
      `/api/v1/safes/1/${nthAddress(77)}/labels`,
    ]
    for (const path of paths) {
      const { status, body } = await read(path)
      expect([status, body.error.retry]).toEqual([503, true])
    }
    // What no answer of a chain could bring about is said at once.
    expect((await read('/api/v1/patches/0x12/alarms')).status).toBe(400)
    expect((await read('/api/v1/patches/0x12/notes')).status).toBe(404)
    expect((await read('/api/v1/patches/0x12/summary')).status).toBe(400)
    for (const path of ['', '/labels']) {
      expect((await read(`/api/v1/safes/10/${nthAddress(77)}${path}`)).status).toBe(404)
    }
  })
})

describe('finding', () => {
  const find = (q: string) => read(`/api/v1/find?${new URLSearchParams({ q })}`)

  test('behavior: an operation by its id, a timelock by its address', async () => {
    const { body } = await read(`${at}/operations?limit=1`)
    const [{ id }] = body.operations
    expect((await find(id)).body.page).toBe(`${at.replace('/api/v1', '')}/operations/${id}`)
    expect((await find(timelock.address)).body.page).toBe(at.replace('/api/v1', ''))
    const { candidates } = (await find(nthAddress(98))).body
    expect(candidates.map(({ page }: { page: string }) => page)).toEqual([
      `/timelocks/1/${nthAddress(98)}`,
      `/timelocks/10/${nthAddress(98)}`,
    ])
  })

  test('error: what may be on a chain that is silent, what cannot be looked for', async () => {
    for (const q of [nthHash(98), 'nothing']) {
      const { status, body } = await find(q)
      expect([status, body.error.retry]).toEqual([503, true])
    }
    expect((await find('0x12')).status).toBe(400)
    expect((await read('/api/v1/find')).status).toBe(400)
  })
})

describe('what is not of queues', () => {
  test('behavior: it answers as described', async () => {
    const dossier = await read('/api/v1/patches', { method: 'POST', body: '{}' })
    expect(dossier.status).toBe(400)
    const sources = await read('/api/v1/sources', { method: 'POST', body: 'x' })
    expect(sources.status).toBe(400)
    expect((await read('/api/v1/head')).status).toBe(200)
    expect((await read('/api/v1/queue')).status).toBe(200)
    expect((await read('/api/v1/safes')).status).toBe(200)
    expect((await read('/api/v1/safes?x=1')).status).toBe(400)
    for (const path of [
      `/api/v1/patches/${zeroHash}`,
      `/api/v1/reports/${zeroHash}`,
      `/api/v1/sources/${zeroHash}`,
    ]) {
      expect((await read(path)).status).toBe(404)
      expect((await read(path.replace(zeroHash, '0x12'))).status).toBe(400)
    }
    const acknowledgements = await read(`/api/v1/patches/${zeroHash}/acknowledgements`)
    expect(acknowledgements.body).toEqual({ acknowledgements: [] })
    const post = { method: 'POST', body: '{}' }
    expect((await read(`/api/v1/patches/${zeroHash}/acknowledgements`, post)).status).toBe(400)
    expect((await read(`/api/v1/patches/${zeroHash}/simulation/cancel`, post)).body).toEqual({
      cancelled: false,
    })
    // Of a key that could be one, they ask Next who looks.
    for (const path of ['replay', 'replay/cancel', 'attestations']) {
      expect((await read(`/api/v1/patches/0x12/${path}`, post)).status).toBe(400)
    }
    for (const path of ['replay', 'simulation', 'attestations']) {
      expect((await read(`/api/v1/patches/0x12/${path}`)).status).toBe(400)
    }
  })
  test('behavior: so do feeds and subscriptions', async () => {
    expect((await ask('/api/v1/feeds/all.atom')).status).toBe(200)
    expect((await read('/api/v1/feeds/none.atom')).status).toBe(404)
    const post = { method: 'POST', body: '{}' }
    expect((await read('/api/v1/subscriptions', post)).status).toBe(400)
    expect((await read('/api/v1/subscriptions/none')).status).toBe(404)
    expect((await read('/api/v1/subscriptions/none/stop', post)).status).toBe(404)
  })
})
