import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Address,
  encodeFunctionData,
  getAddress,
  type Hash,
  type Hex,
  parseAbi,
  zeroHash,
} from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type * as z from 'zod/mini'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { readAudit } from '@/lib/actions/audit/read-audit'
import { proposeTransaction } from '@/lib/actions/safe-service/propose-transaction'
import { safeServiceContext } from '@/lib/actions/safe-service/safe-service-context'
import { sessions, signInNonces } from '@/lib/adapters/store/owner-schema'
import { readRevision } from '@/lib/adapters/store/read-revision'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import { apiRoutes } from '@/lib/core/api/describe-api'
import { signInMessage } from '@/lib/core/signing/sign-in-message'
import { putEmptyStore } from '@/test/empty-store'
import {
  chainId,
  createTestSafe,
  executeAs,
  hashOf,
  type SafeOnAnvil,
  signAs,
  startSafeChain,
  transactionOf,
} from '@/test/safe-on-anvil'
import { answerApi, apiFiles } from '@/test/serve-api'

const directory = mkdtempSync(join(tmpdir(), 'suture-words-'))
const site = 'http://desk.localhost'
const [ada, bob, carol, stranger] = [0, 1, 2, 5].map((n) => demoAccount(n).address) as [
  Address,
  Address,
  Address,
  Address,
]
/** Takes every signature for its own: PUSH4 0x1626ba7e, shifted to the left, returned. */
const contract = getAddress(`0x${'c0'.repeat(20)}`)
const saysYes = '0x631626ba7e60e01b5f5260205ff3'
const timelock = demoAccount(9).address
const treasury = getAddress('0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5')
const other = getAddress('0x5f4804d56d1A049ba620974D054Cc5bd1e37F8Da')

let chain: SafeOnAnvil
let context: ServerContext
let safe: Address
let patch: Hash

beforeAll(async () => {
  chain = await startSafeChain()
  await chain.client.setCode({ address: contract, bytecode: saysYes })
  safe = await createTestSafe(chain.client, { owners: [0, 1, 2, contract], threshold: 1 })
  await putEmptyStore(directory)
  const rpcUrls = [chain.rpcUrl]
  writeFileSync(
    join(directory, 'config.json'),
    JSON.stringify({
      chains: [
        { id: chainId, name: 'Anvil', rpcUrls },
        { id: 10, name: 'Other', rpcUrls: ['http://127.0.0.1:1'] },
      ],
      protocols: [{ name: 'Harbor', chainId, safe, timelock }],
    }),
  )
  vi.stubEnv('SUTURE_CONFIG', join(directory, 'config.json'))
  vi.stubEnv('SUTURE_DATA_DIR', directory)
  context = await getServerContext()
  const service = safeServiceContext(context, chainId)
  if (!service) throw new Error('The chain is not served.')
  const transaction = transactionOf(safe, { value: 7n })
  patch = hashOf(transaction)
  await proposeTransaction(service, {
    ...{ transaction, safeTxHash: patch, sender: ada, origin: '' },
    signatures: await signAs(0, transaction),
  })
}, 120_000)
afterAll(async () => {
  await context?.store.close()
  const held = globalThis as { sutureContext?: unknown }
  held.sutureContext = undefined
  await chain?.stop()
  vi.unstubAllEnvs()
  rmSync(directory, { recursive: true, force: true })
})

/** All that any of the answers holds, each of which was held against its schema. */
type Body = {
  readonly nonce: string
  readonly issuedAt: string
  readonly expiresAt: string
  readonly account: Address | null
  readonly id: string
  readonly labels: { readonly address: Address; readonly doubts: string[] }[]
  readonly notes: object[]
  readonly error: {
    readonly name: string
    readonly message: string
    readonly shortMessage: string
    readonly facts: [string, string][]
    readonly hint: string
  }
}

type Answer = { status: number; body: Body; headers: Headers }

/** The answer to a page of this site, held against what the published document is made of. */
async function ask(
  path: string,
  { cookie, from = site, ...init }: RequestInit & { cookie?: string; from?: string } = {},
): Promise<Answer> {
  const method = init.method ?? (init.body === undefined ? 'GET' : 'POST')
  const headers = { host: 'desk.localhost', ...(method === 'POST' && { origin: from }) }
  const response = await answerApi(
    new Request(`${site}${path}`, {
      ...{ ...init, method },
      headers: { ...headers, ...(cookie && { cookie }), ...(init.headers as object) },
    }),
  )
  const text = await response.text()
  const file = apiFiles().find(({ pattern }) => pattern.test(path))
  const route = apiRoutes.find(
    (each) => each.path === file?.path && each.method === method.toLowerCase(),
  )
  const described = route?.answers[response.status]
  const isForAll = [400, 403, 503].includes(response.status)
  expect(isForAll || described, `${method} ${path} ${response.status} ${text}`).toBeTruthy()
  if (described?.schema && text) {
    ;(described.schema as z.ZodMiniType).parse(JSON.parse(text))
  }
  return { status: response.status, body: text && JSON.parse(text), headers: response.headers }
}

const post = (path: string, body: unknown, more: { cookie?: string; from?: string } = {}) =>
  ask(path, { body: JSON.stringify(body), ...more })

async function newMessage(
  account: Address,
  changes: Partial<Parameters<typeof signInMessage>[0]> = {},
): Promise<string> {
  const { body } = await post('/api/v1/session/nonce', {})
  return signInMessage({
    ...{ origin: site, account, chainId, nonce: body.nonce },
    issuedAt: new Date(body.issuedAt),
    expiresAt: new Date(body.expiresAt),
    ...changes,
  })
}

const sign = (by: number, message: string): Promise<Hex> => demoAccount(by).signMessage({ message })

const cookieOf = ({ headers }: Answer) => headers.get('set-cookie')?.split(';')[0] ?? ''

/** Signs one of Anvil's accounts in. @returns Its cookie. */
async function signIn(by: number): Promise<string> {
  const message = await newMessage(demoAccount(by).address)
  const answer = await post('/api/v1/session', { message, signature: await sign(by, message) })
  expect(answer.status).toBe(201)
  return cookieOf(answer)
}

const lastWrite = async () => (await readAudit(context, { limit: 1 })).entries[0]

describe('signing in', () => {
  test('default: the message opens a session, the cookie tells who, signing out ends it', async () => {
    const message = await newMessage(ada)
    const answer = await post('/api/v1/session', { message, signature: await sign(0, message) })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ account: ada, chainId })
    const set = answer.headers.get('set-cookie') ?? ''
    expect(set).toMatch(
      /^suture-session=[\w-]{43}; Path=\/; Max-Age=28800; HttpOnly; SameSite=Strict$/,
    )
    expect(await lastWrite()).toMatchObject({
      ...{ kind: 'session', route: 'POST /api/v1/session', actor: ada, status: 201 },
    })
    const cookie = cookieOf(answer)
    const asked = await ask('/api/v1/session', { cookie })
    expect(asked.body).toEqual(answer.body)
    expect(asked.headers.get('access-control-allow-origin')).toBeNull()
    expect(asked.headers.get('cache-control')).toBe('no-store')

    // Whoever reads the database or the record finds nothing that could be used.
    const token = cookie.slice('suture-session='.length)
    const stored = JSON.stringify([
      await context.store.database.select().from(sessions),
      (await readAudit(context, { limit: 200 })).entries.map((entry) =>
        Object.values(entry).join(),
      ),
    ])
    expect(stored).not.toContain(token)

    const ended = await post('/api/v1/session/end', {}, { cookie })
    expect(ended.body).toEqual({ ended: true })
    expect(ended.headers.get('set-cookie')).toContain('Max-Age=0')
    expect(await lastWrite()).toMatchObject({ actor: ada, request: undefined })
    expect((await ask('/api/v1/session', { cookie })).body).toEqual({ account: null })
    expect((await post('/api/v1/session/end', {}, { cookie })).body).toEqual({ ended: false })
  })

  test('behavior: a contract is asked on its chain', async () => {
    const message = await newMessage(contract)
    const answer = await post('/api/v1/session', { message, signature: '0x1234' })
    expect(answer.body).toMatchObject({ account: contract })
    // At an address without code nobody says yes.
    const elsewhere = await newMessage(other)
    const refused = await post('/api/v1/session', { message: elsewhere, signature: '0x1234' })
    expect(refused.body.error.name).toBe('NotSignedInError')
  })

  test('behavior: by https the cookie is of this host alone', async () => {
    const from = 'https://desk.localhost'
    const message = await newMessage(ada, { origin: from })
    const body = { message, signature: await sign(0, message) }
    const answer = await post('/api/v1/session', body, { from })
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-suture-session=.*; Secure$/)
    // One without the prefix may be of another host of the domain.
    const forged = cookieOf(answer).replace('__Host-', '')
    const end = (cookie: string) => post('/api/v1/session/end', {}, { cookie, from })
    expect((await end(forged)).body).toEqual({ ended: false })
    expect((await end(cookieOf(answer))).body).toEqual({ ended: true })
  })

  test('behavior: signing in again ends the session before', async () => {
    const before = await signIn(0)
    const message = await newMessage(bob)
    const body = { message, signature: await sign(1, message) }
    const now = cookieOf(await post('/api/v1/session', body, { cookie: before }))
    expect((await ask('/api/v1/session', { cookie: before })).body).toEqual({ account: null })
    expect((await ask('/api/v1/session', { cookie: now })).body).toMatchObject({ account: bob })
  })

  test('error: the same message again', async () => {
    const message = await newMessage(ada)
    const body = { message, signature: await sign(0, message) }
    expect((await post('/api/v1/session', body)).status).toBe(201)
    const again = await post('/api/v1/session', body)
    expect(again.status).toBe(409)
    expect(again.body.error.message).toMatch(
      /^This message has opened a session before, or was not given out here\.\nNonce: \w+\nEach message is good for one time and five minutes\. Sign in again\.$/,
    )
    expect(again.headers.get('set-cookie')).toBeNull()
  })

  test('error: the same message twice at one time', async () => {
    const message = await newMessage(ada)
    const body = { message, signature: await sign(0, message) }
    const answers = await Promise.all([1, 2, 3].map(() => post('/api/v1/session', body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  test('error: a nonce that was made up, and times that were', async () => {
    const made = await newMessage(ada, { nonce: 'a1b2c3d4e5f6a7b8' })
    const answer = await post('/api/v1/session', { message: made, signature: await sign(0, made) })
    expect(answer.body.error.name).toBe('UsedNonceError')
    const later = await newMessage(ada, { expiresAt: new Date(Date.now() + 86_400_000) })
    const signature = await sign(0, later)
    const longer = await post('/api/v1/session', { message: later, signature })
    expect(longer.status).toBe(403)
    expect(longer.body.error.shortMessage).toContain('other times than were given out')
  })

  test('error: for another site, and from one', async () => {
    const message = await newMessage(ada, { origin: 'http://evil.example' })
    const body = { message, signature: await sign(0, message) }
    const answer = await post('/api/v1/session', body)
    expect(answer.status).toBe(403)
    expect(answer.body.error.shortMessage).toBe('The message was signed for another site.')
    const relayed = await post('/api/v1/session', body, { from: 'http://evil.example' })
    expect(relayed.body.error.name).toBe('ForeignOriginError')
  })

  test('error: under a name that a request has made up', async () => {
    const host = 'evil.example'
    const headers = { host, origin: `http://${host}` }
    const nonce = await ask('/api/v1/session/nonce', { body: '{}', headers })
    expect(nonce.status).toBe(403)
    expect(nonce.body.error.message).toBe(
      `This instance does not know its own address, so nobody can sign in to it from elsewhere.\nAsked as: http://${host}\nWhoever runs it sets \`publicUrl\` in its configuration. Nothing was signed.`,
    )
    const message = await newMessage(ada, { origin: `http://${host}` })
    const body = JSON.stringify({ message, signature: await sign(0, message) })
    const relayed = await ask('/api/v1/session', { body, headers })
    expect(relayed.status).toBe(403)
    expect(relayed.body.error.name).toBe('UnnamedSiteError')
    expect(relayed.headers.get('set-cookie')).toBeNull()
  })

  test('error: a chain that is not served', async () => {
    const message = await newMessage(ada, { chainId: 5 })
    const answer = await post('/api/v1/session', { message, signature: await sign(0, message) })
    expect(answer.status).toBe(400)
    expect(answer.body.error.name).toBe('UnknownChainError')
  })

  test('error: altered after it was signed, and signed by another account', async () => {
    const message = await newMessage(ada)
    const signature = await sign(0, message)
    const asBob = message.replace(ada, bob)
    const altered = await post('/api/v1/session', { message: asBob, signature })
    expect(altered.status).toBe(403)
    expect(altered.body.error.message).toBe(
      `The account that the message names has not signed it.\nAccount named: ${bob}\nChain on which a contract was asked: ${chainId}\nSign with the account that the message names. A wallet that is a contract has to exist on that chain.`,
    )
    expect((await lastWrite())?.actor).toBeUndefined()
    const worded = message.replace('no transaction', 'a transaction')
    const reworded = await post('/api/v1/session', {
      message: worded,
      signature: await sign(0, worded),
    })
    expect(reworded.body.error.name).toBe('InvalidSignInError')
  })

  test('error: too late, by the clock of the server', async () => {
    const message = await newMessage(ada)
    const signature = await sign(0, message)
    vi.useFakeTimers({ now: Date.now() + 300_001, toFake: ['Date'] })
    const answer = await post('/api/v1/session', { message, signature })
    vi.useRealTimers()
    expect(answer.status).toBe(403)
    expect(answer.body.error.shortMessage).toBe('The message has expired.')
  })

  test('behavior: a session ends after 8 hours, and what has ended is not kept', async () => {
    const cookie = await signIn(0)
    const account = async (later: number) => {
      vi.useFakeTimers({ now: Date.now() + later, toFake: ['Date'] })
      const { body } = await ask('/api/v1/session', { cookie })
      vi.useRealTimers()
      return body.account
    }
    expect(await account(8 * 3_600_000 - 10_000)).toBe(ada)
    expect(await account(8 * 3_600_000 + 10_000)).toBeNull()
    vi.useFakeTimers({ now: Date.now() + 9 * 3_600_000, toFake: ['Date'] })
    await post('/api/v1/session/nonce', {})
    vi.useRealTimers()
    expect(await context.store.database.select().from(sessions)).toEqual([])
    const nonces = await context.store.database.select().from(signInNonces)
    expect(nonces).toHaveLength(1)
    await context.store.database.delete(signInNonces)
  })
})

describe('names', () => {
  const path = () => `/api/v1/safes/${chainId}/${safe}/labels`
  const labels = async () => (await ask(path())).body.labels

  test('default: an owner names an address, another renames it, a third takes the name away', async () => {
    const revision = await readRevision(context.store)
    const first = { address: treasury, text: '  Main  Treasury ' }
    const cookie = await signIn(0)
    expect(await post(path(), first, { cookie })).toMatchObject({
      status: 201,
      body: { address: treasury, text: 'Main Treasury', author: ada },
    })
    expect(await lastWrite()).toMatchObject({
      ...{ kind: 'label', actor: ada, status: 201 },
      subject: `${treasury} for ${safe} on chain ${chainId}`,
    })
    expect((await post(path(), first, { cookie })).status).toBe(200)
    expect(await readRevision(context.store)).not.toBe(revision)
    expect(await labels()).toMatchObject([
      { address: treasury, text: 'Main Treasury', author: ada, isByOwner: true, doubts: [] },
    ])
    const renamed = { address: treasury, text: 'Treasury' }
    await post(path(), renamed, { cookie: await signIn(1) })
    expect(await labels()).toMatchObject([{ text: 'Treasury', author: bob }])
    await post(path(), { address: treasury, text: '' }, { cookie: await signIn(2) })
    expect(await labels()).toEqual([])
  })

  test('behavior: any page may read, and asks with the ETag', async () => {
    const { headers } = await ask(path())
    expect(headers.get('access-control-allow-origin')).toBe('*')
    const etag = headers.get('etag') ?? ''
    const again = await ask(path(), { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    await post(path(), { address: other, text: 'Ops' }, { cookie: await signIn(0) })
    expect((await ask(path(), { headers: { 'if-none-match': etag } })).status).toBe(200)
  })

  test('error: a name that another address has, or one like it', async () => {
    const cookie = await signIn(0)
    await post(path(), { address: treasury, text: 'Treasury' }, { cookie })
    const taken = await post(path(), { address: stranger, text: 'TREASURY.' }, { cookie })
    expect(taken.status).toBe(409)
    expect(taken.body.error.message).toBe(
      `Another address has that name, or one that looks like it.\nGiven: TREASURY.\nName there is: Treasury\nIts address: ${treasury}\nChoose a name that nobody takes for the other, or take that one away first.`,
    )
    expect((await post(path(), { address: stranger, text: 'Payroll' }, { cookie })).status).toBe(
      201,
    )
  })

  test('error: what the configuration names, and its names', async () => {
    const cookie = await signIn(0)
    const own = await post(path(), { address: timelock, text: 'Mine' }, { cookie })
    expect(own.status).toBe(409)
    expect(own.body.error.shortMessage).toContain('configuration of this instance names')
    const borrowed = await post(path(), { address: carol, text: 'Protocol Safe' }, { cookie })
    expect(borrowed.status).toBe(409)
  })

  test('behavior: two that take one name at the same time', async () => {
    const cookie = await signIn(0)
    const places = [treasury, other, stranger, carol]
    const answers = await Promise.all(
      places.map((address) => post(path(), { address, text: 'Contested' }, { cookie })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
  })

  test('behavior: a name that has moved says so', async () => {
    const cookie = await signIn(0)
    await post(path(), { address: treasury, text: 'Moving' }, { cookie })
    await post(path(), { address: treasury, text: 'Stayed' }, { cookie })
    await post(path(), { address: bob, text: 'moving' }, { cookie })
    const moved = (await labels()).find(({ address }) => address === bob)
    expect(moved?.doubts).toEqual([`That name stood beside ${treasury} before.`])
  })

  test.each(['Treasury ✓', 'a\u202Eb', 'Тreasury', '0xd8dA6BF2', 'x'.repeat(65)])(
    'error: %j is no name',
    async (text) => {
      const answer = await post(path(), { address: treasury, text }, { cookie: await signIn(0) })
      expect(answer.status).toBe(400)
      expect(answer.body.error.name).toBe('InvalidLabelError')
      expect(answer.body.error.message).not.toMatch(/\u202E/)
    },
  )

  test('error: nobody signed in, an expired one, somebody who is no owner', async () => {
    const given = { address: treasury, text: 'Nobody' }
    expect((await post(path(), given)).status).toBe(401)
    const forged = { cookie: `suture-session=${'A'.repeat(43)}` }
    expect((await post(path(), given, forged)).body.error.name).toBe('NoSessionError')
    const answer = await post(path(), given, { cookie: await signIn(5) })
    expect(answer.status).toBe(403)
    expect(answer.body.error.facts).toContainEqual(['Signed in as', stranger])
    expect(await lastWrite()).toMatchObject({ actor: stranger, status: 403 })
    expect(JSON.stringify(await labels())).not.toContain('Nobody')
  })

  test('error: signed in for another chain', async () => {
    const message = await newMessage(ada, { chainId: 10 })
    const answer = await post('/api/v1/session', { message, signature: await sign(0, message) })
    const given = { address: treasury, text: 'Elsewhere' }
    const refused = await post(path(), given, { cookie: cookieOf(answer) })
    expect(refused.status).toBe(403)
    expect(refused.body.error.facts).toEqual([
      ['Signed in for chain', '10'],
      ['Chain of this Safe', String(chainId)],
    ])
  })

  test('error: a Safe that nobody here looks after', async () => {
    const at = `/api/v1/safes/${chainId}/${other}/labels`
    expect((await ask(at)).status).toBe(404)
    const given = { address: treasury, text: 'Mine' }
    expect((await post(at, given, { cookie: await signIn(0) })).status).toBe(404)
  })

  test('error: a page of another site, whatever the cookie', async () => {
    const cookie = await signIn(0)
    const given = { address: treasury, text: 'Forged' }
    const answer = await post(path(), given, { cookie, from: 'http://evil.example' })
    expect(answer.status).toBe(403)
    expect(answer.body.error.name).toBe('ForeignOriginError')
  })
})

describe('notes', () => {
  const path = () => `/api/v1/patches/${patch}/notes`
  const notes = async () => (await ask(path())).body.notes

  test('default: an owner writes, all read, the author takes it away', async () => {
    const cookie = await signIn(0)
    const revision = await readRevision(context.store)
    const text = 'Line one\nLine <b>two</b> \u202E'
    const added = await post(path(), { text }, { cookie })
    expect(added).toMatchObject({ status: 201, body: { patch, author: ada } })
    expect(await lastWrite()).toMatchObject({ kind: 'note', actor: ada, subject: patch })
    expect(await readRevision(context.store)).not.toBe(revision)
    expect(await notes()).toMatchObject([
      { text, author: ada, isByOwner: true, safe: { chainId, address: safe } },
    ])
    const away = `${path()}/${added.body.id}/delete`
    const byBob = await post(away, {}, { cookie: await signIn(1) })
    expect(byBob.status).toBe(404)
    expect(byBob.body.error.hint).toBe('Only its author takes a note away.')
    expect((await post(away, {}, { cookie })).status).toBe(200)
    expect(await notes()).toEqual([])
    expect((await post(away, {}, { cookie })).status).toBe(404)
  })

  test('error: an empty one, a long one, a stranger, nobody, and under nothing', async () => {
    const cookie = await signIn(0)
    expect((await post(path(), { text: ' \n' }, { cookie })).body.error.name).toBe(
      'InvalidNoteError',
    )
    const long = (n: number) => post(path(), { text: 'x'.repeat(n) }, { cookie })
    expect((await long(2_001)).status).toBe(400)
    const longest = await long(2_000)
    expect(longest.status).toBe(201)
    await post(`${path()}/${longest.body.id}/delete`, {}, { cookie })
    expect((await post(path(), { text: 'Hi' })).status).toBe(401)
    const answer = await post(path(), { text: 'Hi' }, { cookie: await signIn(5) })
    expect(answer.status).toBe(403)
    expect(
      (await post(`/api/v1/patches/${zeroHash}/notes`, { text: 'Hi' }, { cookie })).status,
    ).toBe(404)
    expect(await notes()).toEqual([])
  })
})

test('behavior: who owns the Safe no more has said what they said, and says nothing more', async () => {
  const cookie = await signIn(2)
  const labels = `/api/v1/safes/${chainId}/${safe}/labels`
  const notes = `/api/v1/patches/${patch}/notes`
  const named = getAddress(`0x${'7e'.repeat(20)}`)
  await post(labels, { address: named, text: 'Farewell' }, { cookie })
  const { body } = await post(notes, { text: 'Farewell' }, { cookie })

  const abi = parseAbi(['function removeOwner(address prev, address owner, uint256 threshold)'])
  const data = encodeFunctionData({ abi, functionName: 'removeOwner', args: [bob, carol, 1n] })
  await executeAs(chain.client, [0], transactionOf(safe, { target: safe, data }))

  const found = (await ask(labels)).body.labels.find((each) => each.address === named)
  expect(found).toMatchObject({ author: carol, isByOwner: false })
  expect((await ask(notes)).body.notes).toMatchObject([{ author: carol, isByOwner: false }])
  const again = await post(labels, { address: named, text: 'Back' }, { cookie })
  expect(again.status).toBe(403)
  expect(again.body.error.name).toBe('NotAnOwnerNowError')
  expect((await post(notes, { text: 'Back' }, { cookie })).status).toBe(403)
  // Their own words they may still take back.
  expect((await post(`${notes}/${body.id}/delete`, {}, { cookie })).status).toBe(200)
})
