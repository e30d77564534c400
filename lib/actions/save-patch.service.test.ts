import { eq } from 'drizzle-orm'
import { type Address, getAddress, keccak256, pad, stringToBytes, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dossiers } from '@/lib/adapters/store/schema'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import type { Dossier } from '@/lib/core/patch/patch'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'
import { type DeskApi, startDeskApi } from '@/test/start-desk-api'
import { readStoredDossier } from './read-stored-dossier'
import { savePatch } from './save-patch'

const addressOf = (n: number): Address => getAddress(pad(`0xabc${n}`, { size: 20 }))
const [safe, timelock, otherSafe, otherTimelock, proxy, from, to] = [1, 2, 3, 4, 5, 6, 7].map(
  addressOf,
) as [Address, Address, Address, Address, Address, Address, Address]

const config = {
  // Nobody listens on the discard port.
  chains: [{ id: 5, name: 'Silent', rpcUrls: ['http://127.0.0.1:9'] }],
  protocols: [
    // Configurations may leave the checksum out.
    { name: 'First', chainId: 5, safe: safe.toLowerCase(), timelock: timelock.toLowerCase() },
    { name: 'Second', chainId: 5, safe: otherSafe, timelock: otherTimelock },
  ],
}

let api: DeskApi
let context: ServerContext

beforeAll(async () => {
  api = await startDeskApi(config)
  context = await getServerContext()
})
afterAll(async () => {
  await api?.stop()
})

let lastTime = 1_700_000_000n

function dossierOf(change: Partial<Dossier> = {}): Dossier {
  lastTime += 1n
  return {
    schema: 'suture/patch/1',
    chainId: 5,
    safe,
    timelock,
    predecessor: zeroHash,
    calls: [{ target: proxy, value: 0n, data: '0x1234' }],
    upgrades: [
      {
        proxy: { address: proxy, kind: 'uups' },
        from: { address: from, codeHash: keccak256('0x01') },
        to: { address: to, codeHash: keccak256('0x02') },
      },
    ],
    title: 'A patch',
    description: '',
    severity: 'high',
    evidence: [],
    createdAt: lastTime,
    ...change,
  }
}

const post = (body: BodyInit) => fetch(`${api.origin}/api/v1/patches`, { method: 'POST', body })
const get = (path: string) => fetch(`${api.origin}/api/v1/${path}`)

async function errorOf(response: Response) {
  const { error } = (await response.json()) as { error: { name: string; message: string } }
  return { status: response.status, name: error.name, message: error.message }
}

describe('savePatch', () => {
  const save = (dossier: Dossier) => savePatch(context, { json: serializeDossier(dossier) })

  test('default', async () => {
    const dossier = dossierOf()
    const { patch, isNew } = await save(dossier)
    expect(isNew).toBe(true)
    expect(patch).toEqual(hashPatch(dossier))
    const { digest } = patch
    expect(await readStoredDossier(context, { digest })).toBe(serializeDossier(dossier))
  })

  test('behavior: twice is fine, in whatever order the members come', async () => {
    const dossier = dossierOf()
    const first = await save(dossier)
    const parsed = JSON.parse(serializeDossier(dossier)) as object
    const shuffled = Object.fromEntries(Object.entries(parsed).toReversed())
    const json = JSON.stringify(shuffled, null, 2)
    const second = await savePatch(context, { json })
    expect(second).toEqual({ ...first, isNew: false })
    expect(await Promise.all([1, 2, 3].map(() => save(dossier)))).toEqual([second, second, second])
  })

  test('behavior: of many at once exactly one is new', async () => {
    const dossier = dossierOf()
    const saved = await Promise.all(Array.from({ length: 8 }, () => save(dossier)))
    expect(saved.filter(({ isNew }) => isNew)).toHaveLength(1)
  })

  test.each<[string, Partial<Dossier>]>([
    ['another chain', { chainId: 6 }],
    ['another Safe', { safe: from }],
    ['another timelock', { timelock: from }],
    ['the Safe of one protocol and the timelock of another', { timelock: otherTimelock }],
  ])('error: %s', async (_, change) => {
    const dossier = dossierOf(change)
    await expect(save(dossier)).rejects.toMatchObject({ name: 'ForeignDossierError' })
    const { digest } = hashPatch(dossier)
    expect(await readStoredDossier(context, { digest })).toBeUndefined()
  })

  test('behavior: bytes that were changed in the database are not given out', async () => {
    const { digest } = (await save(dossierOf())).patch
    const other = serializeDossier(dossierOf({ title: 'Another' }))
    await context.store.database
      .update(dossiers)
      .set({ json: other })
      .where(eq(dossiers.digest, digest))
    expect(await readStoredDossier(context, { digest })).toBeUndefined()
  })
})

describe('/api/v1/patches', () => {
  test('default', async () => {
    const json = serializeDossier(dossierOf())
    const created = await post(json)
    expect(created.status).toBe(201)
    const { digest } = (await created.json()) as { digest: string }
    expect(digest).toBe(keccak256(stringToBytes(json)))
    expect((await post(json)).status).toBe(200)
    for (const name of [digest, `0x${digest.slice(2).toUpperCase()}`]) {
      const found = await get(`patches/${name}`)
      expect([found.status, await found.text()]).toEqual([200, json])
      expect(found.headers.get('cache-control')).toMatch('immutable')
      expect(found.headers.get('access-control-allow-origin')).toBe('*')
    }
  })

  test('error: what cannot be stored, and why', async () => {
    const foreign = serializeDossier(dossierOf({ safe: from }))
    const mixed = serializeDossier(dossierOf()).replace(safe, safe.toLowerCase())
    expect([
      await errorOf(await post('')),
      await errorOf(await post('{"schema":')),
      await errorOf(await post('[]')),
      await errorOf(await post(Uint8Array.of(0x22, 0xff, 0x22))),
      await errorOf(await post(mixed)),
      await errorOf(await post(foreign)),
    ]).toMatchInlineSnapshot(`
      [
        {
          "message": "This is not a valid dossier.
      JSON: Unexpected end of JSON input
      Correct the members named and send it again.",
          "name": "InvalidDossierError",
          "status": 400,
        },
        {
          "message": "This is not a valid dossier.
      JSON: Unexpected end of JSON input
      Correct the members named and send it again.",
          "name": "InvalidDossierError",
          "status": 400,
        },
        {
          "message": "This is not a valid dossier.
      dossier: Expected object.
      Correct the members named and send it again.",
          "name": "InvalidDossierError",
          "status": 400,
        },
        {
          "message": "The body is not UTF-8.
      Send the JSON as UTF-8.",
          "name": "BaseError",
          "status": 400,
        },
        {
          "message": "This is not a valid dossier.
      safe: Its checksum is wrong or missing: 0x000000000000000000000000000000000000abC1
      Correct the members named and send it again.",
          "name": "InvalidDossierError",
          "status": 400,
        },
        {
          "message": "This instance does not look after that Safe and timelock.
      Chain: 5
      Safe: 0x000000000000000000000000000000000000ABc6
      Timelock: 0x000000000000000000000000000000000000ABc2
      Add the protocol to the configuration, or store the dossier at the instance that serves it.",
          "name": "ForeignDossierError",
          "status": 400,
        },
      ]
    `)
  })

  test('error: a body beyond the limit in bytes', async () => {
    const json = serializeDossier(dossierOf())
    const padded = json + ' '.repeat(1024 * 1024 - json.length)
    expect((await post(padded)).status).toBe(201)
    expect(await errorOf(await post(`${padded} `))).toMatchObject({
      status: 413,
      name: 'BodyTooLargeError',
    })
    const { status } = await post('x'.repeat(8 * 1024 * 1024))
    expect(status).toBe(413)
    // In characters this is short enough.
    expect((await post('é'.repeat(600_000))).status).toBe(413)
  })

  test('error: digests that are none, or unknown', async () => {
    expect([
      await errorOf(await get('patches/0x12')),
      await errorOf(await get(`patches/${'0'.repeat(64)}`)),
      await errorOf(await get(`patches/${zeroHash}`)),
    ]).toMatchInlineSnapshot(`
      [
        {
          "message": "That is no digest.
      Given: 0x12
      Give the patch digest: 0x and 64 hexadecimal characters.",
          "name": "BaseError",
          "status": 400,
        },
        {
          "message": "That is no digest.
      Given: 0000000000000000000000000000000000000000000000000000000000000000
      Give the patch digest: 0x and 64 hexadecimal characters.",
          "name": "BaseError",
          "status": 400,
        },
        {
          "message": "No dossier with this digest is stored here.
      It may be stored at another instance, or the operation was scheduled without one.",
          "name": "BaseError",
          "status": 404,
        },
      ]
    `)
  })
})

describe('while the chain has never answered', () => {
  test('behavior: /api/v1/queue says so of each protocol', async () => {
    const response = await get('queue')
    expect(response.status).toBe(200)
    const { protocols } = (await response.json()) as { protocols: Record<string, unknown>[] }
    expect(protocols.map(({ readAt: _, labels: __, ...rest }) => rest)).toMatchInlineSnapshot(`
      [
        {
          "alarms": [],
          "chainId": 5,
          "name": "First",
          "records": [],
          "reviews": [],
          "sources": [
            {
              "name": "Chain",
              "problem": "No node of this chain answered.",
            },
            {
              "name": "Safe service",
            },
          ],
          "stale": {
            "reason": "No node of this chain answered.",
          },
        },
        {
          "alarms": [],
          "chainId": 5,
          "name": "Second",
          "records": [],
          "reviews": [],
          "sources": [
            {
              "name": "Chain",
              "problem": "No node of this chain answered.",
            },
            {
              "name": "Safe service",
            },
          ],
          "stale": {
            "reason": "No node of this chain answered.",
          },
        },
      ]
    `)
  })

  test('behavior: /api/v1/head knows no block, and changes with every write', async () => {
    const before = await (await get('head')).json()
    expect(before).toMatchObject({ chains: [{ chainId: 5 }] })
    expect(before).not.toHaveProperty('chains.0.blockHash')
    await post(serializeDossier(dossierOf()))
    // Many share an answer for a moment.
    await expect
      .poll(async () => (await get('head')).json(), { timeout: 5_000 })
      .not.toEqual(before)
  })
})
