import { type APIRequestContext, expect, type Page } from '@playwright/test'
import { getAddress, type Hex, stringToHex } from 'viem'
import { getCode, getStorageAt, setCode } from 'viem/actions'
import type * as z from 'zod/mini'
import { besidesWords } from '@/components/patch/besides-words'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { cast, castAddress } from '@/demo/world/cast'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'
import { attentionAnswer } from '@/lib/core/api/attention-answers'
import { changesAnswer } from '@/lib/core/api/changes-answer'
import { findAnswer } from '@/lib/core/api/find-answer'
import { operationListAnswer } from '@/lib/core/api/operation-answers'
import { patchSummaryAnswer, queueAnswer } from '@/lib/core/api/patch-answers'
import { safeAnswer, safeListAnswer } from '@/lib/core/api/safe-answers'
import { signingAnswer } from '@/lib/core/api/signing-answers'

test('what the page of a patch shows is at an address as JSON, with a dossier and without', async ({
  visitor: { page },
}) => {
  const queue = queueAnswer.parse(await (await page.request.get('/api/v1/queue')).json())
  const records = queue.protocols.flatMap((protocol) => protocol.records)
  expect(records.some(({ patch }) => patch === undefined)).toBe(true)
  const queued = await page.request.get('/api/v1/queue')
  const tag = { headers: { 'if-none-match': queued.headers().etag ?? '' } }
  expect((await page.request.get('/api/v1/queue', tag)).status()).toBe(304)
  for (const { key, stage } of records) {
    const path = `/api/v1/patches/${key}/summary`
    const answer = await page.request.get(path)
    const summary = patchSummaryAnswer.parse(await answer.json())
    expect(summary.record).toMatchObject({ key, stage })
    expect(summary.timelock).toMatchObject({ known: true })
    expect(summary.proxies.length).toBeGreaterThan(0)
    expect(Object.keys(summary.labels).length).toBeGreaterThan(0)
    expect(summary.safes.length).toBeGreaterThan(0)
    if (stage === 'scheduled' || stage === 'blocked') expect(summary.obstacles).not.toEqual([])
    if (stage === 'ready') expect(summary.obstacles).toEqual([])
    const again = await page.request.get(path, {
      headers: { 'if-none-match': answer.headers().etag ?? '' },
    })
    expect(again.status()).toBe(304)
    await comparePage(page, summary)
  }

  // What is addressed by its hash is never sent twice either.
  const digest = records.find(({ patch }) => patch !== undefined)?.key
  const report = queue.protocols.flatMap(({ reviews = [] }) => reviews)[0]?.report
  for (const path of [`/api/v1/patches/${digest}`, `/api/v1/reports/${report}`]) {
    const { etag = '' } = (await page.request.get(path)).headers()
    const again = await page.request.get(path, { headers: { 'if-none-match': etag } })
    expect([path, again.status()]).toEqual([path, 304])
  }

  const bare = records.find(({ patch, stage }) => patch === undefined && stage === 'executed')
  await page.goto(`/patches/${bare?.key}`)
  const json = page.getByRole('link', { name: 'JSON of this page' })
  await expect(json).toHaveAttribute('href', `/api/v1/patches/${bare?.key}/summary`)
  // The page has what executing it did compared; the address tells it too, once it is done.
  await expect(async () => {
    const answer = await page.request.get(`/api/v1/patches/${bare?.key}/summary`)
    const { execution, custody } = patchSummaryAnswer.parse(await answer.json())
    expect(execution).toMatchObject({ isRunning: expect.any(Boolean) })
    expect(custody.length).toBeGreaterThan(0)
  }).toPass({ timeout: 30_000 })
})

/** Holds what the page derives from the rest against what the JSON says of it. */
async function comparePage(page: Page, summary: z.infer<typeof patchSummaryAnswer>): Promise<void> {
  const { record, lead, signatures, rivals, replaced, labels, besides, integrity } = summary
  await page.goto(`/patches/${record.key}`)
  const main = page.getByRole('main')
  await expect(main).toContainText(record.title)
  const progress = signatures.find(({ safeTxHash }) => safeTxHash === lead)
  if (progress) {
    await expect(main).toContainText(`${progress.signed} of ${progress.threshold} signatures`)
  }
  const wanted = main.getByText(/transactions want nonce/)
  await expect(wanted).toHaveCount(rivals.length > 0 ? 1 : 0)
  if (rivals.length > 0) await expect(wanted).toContainText(`${rivals.length + 1} transactions`)
  for (const { title } of rivals) await expect(main).toContainText(title)
  const names = replaced.map((address) => labels[address.toLowerCase()] ?? address)
  await expect(main.getByText(/^Replaces the code of/)).toHaveText(
    names.length > 0 ? [`Replaces the code of ${names.join(', ')}.`] : [],
  )
  if (besides > 0) await expect(main).toContainText(besidesWords(besides, summary.decoded.length))
  else await expect(main).not.toContainText(/not (?:a )?declared upgrade/)
  const broken = main.getByText('The chain of custody is broken')
  await expect(broken).toHaveCount(summary.custodyVerdict === 'fail' ? 1 : 0)
  for (const reason of [...integrity, ...summary.obstacles]) {
    await expect(main).toContainText(reason)
  }
}

test('what is shown where a transaction is signed is at an address as JSON', async ({
  visitor: { page },
}) => {
  const queue = queueAnswer.parse(await (await page.request.get('/api/v1/queue')).json())
  for (const { key } of queue.protocols.flatMap((protocol) => protocol.records)) {
    const summary = await page.request.get(`/api/v1/patches/${key}/summary`)
    const { lead, signatures } = patchSummaryAnswer.parse(await summary.json())
    const signing = `/api/v1/patches/${key}/signing`
    if (!lead) {
      expect((await page.request.get(signing)).status()).toBe(404)
      continue
    }
    for (const { safeTxHash, signed, threshold } of signatures) {
      const answer = await page.request.get(`${signing}?tx=${safeTxHash}`)
      expect([await answer.text(), answer.status()]).toEqual([expect.anything(), 200])
      const told = signingAnswer.parse(await answer.json())
      expect(told).toMatchObject({ key, signed, threshold, transaction: { safeTxHash } })
      expect(told.hashes.safeTxHash).toBe(safeTxHash)
    }
    const told = signingAnswer.parse(await (await page.request.get(signing)).json())
    expect(told.transaction.safeTxHash).toBe(lead)
    await page.goto(`/patches/${key}/sign`)
    const json = page.getByRole('link', { name: 'JSON of this page' })
    await expect(json).toHaveAttribute('href', `${signing}?tx=${lead}`)
    const main = page.getByRole('main')
    for (const title of told.devices.calls.map((call) => call.title)) {
      await expect(main).toContainText(title)
    }
    for (const { when } of told.devices.views) await expect(main).toContainText(when)
    for (const { descriptor } of told.devices.clear)
      await expect(main).toContainText(descriptor.name)
    await expect(main.getByText('Proposed more than once')).toHaveCount(
      told.otherNonces.length > 0 ? 1 : 0,
    )
    await expect(main.getByText('Owners that are contracts')).toHaveCount(
      told.nested.length > 0 ? 1 : 0,
    )
    if (told.rivals.length > 0) {
      await expect(main).toContainText(`${told.rivals.length + 1} transactions want nonce`)
    }
  }
  const { key } = queue.protocols[0]?.records[0] ?? {}
  const none = await page.request.get(`/api/v1/patches/${key}/signing?tx=0x${'5e'.repeat(32)}`)
  expect(none.status()).toBe(404)
  const wrong = await page.request.get(`/api/v1/patches/${key}/signing?tx=0x5e`)
  expect(wrong.status()).toBe(400)
})

test('what the upgrades of a report change is at an address as JSON', async ({
  visitor: { page },
}) => {
  const queue = queueAnswer.parse(await (await page.request.get('/api/v1/queue')).json())
  const reviews = queue.protocols.flatMap(({ reviews = [] }) => reviews)
  const shown = { source: 0, storage: 0, abi: 0 }
  for (const { patch, report } of reviews) {
    const path = `/api/v1/reports/${report}/changes`
    const answer = await page.request.get(path)
    const { upgrades, isForeign } = changesAnswer.parse(await answer.json())
    expect(isForeign).toBe(false)
    const tag = { headers: { 'if-none-match': answer.headers().etag ?? '' } }
    expect((await page.request.get(path, tag)).status()).toBe(304)
    const main = page.getByRole('main')
    for (const { sources, storage, abi } of upgrades) {
      if (sources.known) {
        await page.goto(`/patches/${patch}/changes`)
        for (const file of sources.value.files.filter(({ change }) => change !== 'same')) {
          await expect(main).toContainText(file.path)
          shown.source++
        }
      }
      if (storage.known) {
        await page.goto(`/patches/${patch}/changes/storage`)
        for (const row of storage.value.rows.filter(({ safety }) => safety === 'unsafe')) {
          await expect(main).toContainText(row.reason)
          shown.storage++
        }
      }
      if (abi.known) {
        await page.goto(`/patches/${patch}/changes/abi`)
        const entries = abi.value.functions.filter(({ change }) => change !== 'unchanged')
        for (const { key } of entries) {
          await expect(main).toContainText(key)
          shown.abi++
        }
      }
    }
  }
  for (const count of Object.values(shown)) expect(count).toBeGreaterThan(0)
  const none = await page.request.get(`/api/v1/reports/0x${'5e'.repeat(32)}/changes`)
  expect(none.status()).toBe(404)
})

test('what can be done now is at an address as JSON, of anybody and of one account', async ({
  visitor: { page },
}) => {
  const read = async (query: string) => {
    const answer = await page.request.get(`/api/v1/attention${query}`)
    return attentionAnswer.parse(await answer.json()).protocols.flatMap(({ items = [] }) => items)
  }
  const everything = await read('')
  expect(everything.length).toBeGreaterThan(0)
  await page.goto('/')
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { level: 1 })).toHaveText(
    `${everything.length} things are open`,
  )
  const leads = {
    'execute-operation': 'Ready to execute',
    'execute-transaction': 'Fully signed',
    sign: 'Signature needed',
  }
  for (const { kind, title, transaction, isDrifting } of everything) {
    const heading = page.getByRole('heading', { level: 3, name: `${leads[kind]}: ${title}` })
    const row = main.getByRole('listitem').filter({ has: heading })
    await expect(row).toHaveCount(1)
    if (transaction) {
      const { signed, threshold, nonce, rivals } = transaction
      await expect(row).toContainText(`${signed} of ${threshold}`)
      await expect(row).toContainText(`Safe nonce ${nonce}.`)
      const isContested = (await row.textContent())?.includes('only one can ever execute')
      expect([title, isContested]).toEqual([title, rivals.length > 0])
    }
    await expect(row.locator('a[href$="#drift"]')).toHaveCount(isDrifting ? 1 : 0)
  }
  // Whoever owns nothing is asked for no signature.
  const stranger = await read(`?account=${demoAccount(9).address}`)
  expect(stranger).toEqual(everything.filter(({ kind }) => kind !== 'sign'))
  // An owner is asked for those alone that she has not given.
  const owner = castAddress(cast.council[0])
  const own = await read(`?account=${owner}`)
  for (const item of everything.filter(({ kind }) => kind === 'sign')) {
    const path = `/api/v1/patches/${item.key}/signing?tx=${item.transaction?.safeTxHash}`
    const { transaction, safe } = signingAnswer.parse(await (await page.request.get(path)).json())
    const isAsked =
      safe.owners.includes(owner) &&
      !transaction.confirmations.some((confirmation) => confirmation.owner === owner)
    const asked = own.map((one) => one.transaction?.safeTxHash)
    expect([item.title, asked.includes(transaction.safeTxHash)]).toEqual([item.title, isAsked])
  }
  expect((await page.request.get('/api/v1/attention?account=0x5e')).status()).toBe(400)
})

test('the head and the foot of each page name its JSON, which answers', async ({
  visitor: { page },
}) => {
  const others = ['operations', 'operations/counts'].map(
    (each) => `/api/v1/${each}?timelock=others`,
  )
  for (const [path, ...addresses] of [
    ['/', '/api/v1/queue', '/api/v1/attention'],
    ['/queue', '/api/v1/queue', ...others, '/api/v1/timelocks'],
    [
      '/queue?risk=upgrade&target=wrong',
      '/api/v1/operations?risk=upgrade',
      '/api/v1/operations/counts?risk=upgrade',
      '/api/v1/timelocks',
    ],
    [
      '/queue?state=executed',
      '/api/v1/operations?state=executed&order=scheduled',
      '/api/v1/operations/counts',
      '/api/v1/timelocks',
    ],
    ['/safes', '/api/v1/safes'],
    ['/timelocks', '/api/v1/timelocks'],
    ['/audit', '/api/v1/audit?limit=50'],
    ['/audit?cursor=3&limit=2', '/api/v1/audit?cursor=3&limit=2'],
    ['/find?q=vault', '/api/v1/find?q=vault'],
  ] as const) {
    await page.goto(path)
    expect(await namedOn(page)).toEqual(addresses)
    for (const address of addresses) await expectAnswer(page.request, address)
  }
})

test('each page of a patch names the parts that have an address of their own', async ({
  desk,
  visitor: { page },
}) => {
  const key = worldPatch(desk, 'Vault 2.0.0: close').patch.digest
  const summary = `/api/v1/patches/${key}/summary`
  const answers = `/api/v1/patches/${key}/acknowledgements`
  const report = expect.stringMatching(/^\/api\/v1\/reports\/0x[0-9a-f]{64}$/)
  const signing = expect.stringMatching(`^/api/v1/patches/${key}/signing\\?tx=0x`)
  const said = ['attestations', 'acknowledgements', 'notes']
  const parts = said.map((each) => `/api/v1/patches/${key}/${each}`)
  for (const [path, addresses] of [
    ['', [summary, signing, ...parts]],
    ['/checks', [summary, report, answers]],
    ['/changes', [expect.stringMatching(/\/changes$/), summary]],
    ['/sign', [signing, summary, answers]],
  ] as const) {
    await page.goto(`/patches/${key}${path}`)
    const named = await namedOn(page)
    expect(named).toEqual(addresses)
    for (const address of named) await expectAnswer(page.request, address)
  }
})

test('a page of the queue lists what its JSON lists, in its order', async ({
  visitor: { page },
}) => {
  const { protocols } = await (await page.request.get('/api/v1/queue')).json()
  const records: { key: string; operationId?: string }[] = protocols.flatMap(
    (protocol: { records: object[] }) => protocol.records,
  )
  let listed = 0
  for (const state of ['executed', 'waiting', 'ready', 'cancelled']) {
    await page.goto(`/queue?state=${state}`)
    const named = page.locator('head > link[rel="alternate"][type="application/json"]').first()
    const answer = await page.request.get((await named.getAttribute('href')) ?? '')
    const { operations } = operationListAnswer.parse(await answer.json())
    const rows = page.locator('table.operations tr.entry')
    await expect(rows).toHaveCount(operations.length)
    for (const [index, { id, timelock }] of operations.entries()) {
      const record = records.find(({ operationId }) => operationId === id)
      const href = record
        ? `/patches/${record.key}`
        : `/timelocks/${timelock.chainId}/${timelock.address}/operations/${id}`
      await expect(rows.nth(index).locator(`a[href="${href}"]`).first()).toBeAttached()
    }
    listed += operations.length
  }
  expect(listed).toBeGreaterThan(3)
})

test('what the page of a Safe shows is at its address as JSON', async ({ visitor: { page } }) => {
  const all = await (await page.request.get('/api/v1/safes')).json()
  const { safes } = safeListAnswer.parse(all)
  expect(safes.length).toBeGreaterThan(0)
  for (const { safe, role, state } of safes) {
    const path = `/safes/${safe.chainId}/${safe.address}`
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(role)
    await expectAnswer(page.request, `/api/v1${path}`)
    const answer = safeAnswer.parse(await (await page.request.get(`/api/v1${path}`)).json())
    expect(answer.state).toEqual(state)
    if (!answer.state.known) throw new Error(answer.state.reason)
    const { owners, nonce, threshold } = answer.state.value
    for (const owner of owners) await expect(page.locator('main')).toContainText(owner)
    await expect(page.locator('main')).toContainText(`${threshold} of ${owners.length} owners`)
    await expect(page.locator('main')).toContainText(`Next nonce${nonce}`)
    for (const { title } of answer.records) await expect(page.locator('main')).toContainText(title)
  }
  const nowhere = await page.request.get(`/api/v1/safes/31337/0x${'11'.repeat(20)}`)
  expect(nowhere.status()).toBe(404)
})

test('what the field on each page finds, machines find as well', async ({ visitor: { page } }) => {
  const find = async (q: string) => {
    const answer = await page.request.get(`/api/v1/find?${new URLSearchParams({ q })}`)
    expect(answer.status()).toBe(200)
    return findAnswer.parse(await answer.json())
  }
  const queue = queueAnswer.parse(await (await page.request.get('/api/v1/queue')).json())
  const [record] = queue.protocols.flatMap((protocol) => protocol.records)
  if (!record) throw new Error('The demo has patches.')
  expect((await find(record.key)).page).toBe(`/patches/${record.key}`)
  const titled = await find(record.title)
  expect(titled.patches).toContainEqual({
    ...{ key: record.key, title: record.title },
    page: `/patches/${record.key}`,
  })
  expect((await find('nothing is titled like this')).problem).toContain('No title here')
  expect((await page.request.get('/api/v1/find')).status()).toBe(400)
})

test('of a Safe of a version that is not known nothing is hashed, and that is said', async ({
  desk,
  visitor: { page },
}) => {
  const { patch } = worldPatch(desk, 'Vault 2.0.0: ')
  const { address } = desk.world.harbor.council
  const slot = await getStorageAt(desk.client, { address, slot: '0x0' })
  const singleton = getAddress(`0x${slot?.slice(-40)}`)
  const code = (await getCode(desk.client, { address: singleton })) ?? '0x'
  const digits = (version: string) => stringToHex(version).slice(2)
  const later = code.replace(digits('1.4.1'), digits('9.4.1')) as Hex
  expect(later).not.toBe(code)
  const key = patch.digest
  try {
    await setCode(desk.client, { address: singleton, bytecode: later })
    await desk.client.mine({ blocks: 1 })
    await expect(async () => {
      const signing = await page.request.get(`/api/v1/patches/${key}/signing`)
      expect([signing.status(), (await signing.json()).error?.name]).toEqual([
        501,
        'UnknownSafeVersionError',
      ])
    }).toPass({ timeout: 30_000 })
    const sign = await page.goto(`/patches/${key}/sign`)
    expect(sign?.status()).toBe(200)
    const main = page.getByRole('main')
    await expect(main).toContainText('The version of this Safe is not known')
    await expect(main).toContainText('It says 9.4.1.')
    const sheet = await page.goto(`/patches/${key}/sign/sheet`)
    expect(sheet?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'This patch cannot be signed here',
    )
  } finally {
    await setCode(desk.client, { address: singleton, bytecode: code })
    await desk.client.mine({ blocks: 1 })
  }
})

/** What the head of a page names as its JSON, and its foot as well. */
async function namedOn(page: Page): Promise<string[]> {
  const hrefs = (links: Element[]) => links.map((link) => link.getAttribute('href') ?? '')
  const inHead = page.locator('head > link[rel="alternate"][type="application/json"]')
  await expect(inHead.first()).toBeAttached()
  const named = await inHead.evaluateAll(hrefs)
  const atFoot = page.locator('footer').getByRole('link', { name: /^JSON of / })
  expect(await atFoot.evaluateAll(hrefs)).toEqual(named)
  return named
}

/** Anybody may read it, and whoever has it is not sent it again. */
async function expectAnswer(request: APIRequestContext, address: string): Promise<void> {
  const answer = await request.get(address)
  expect([address, answer.status()]).toEqual([address, 200])
  const { etag = '', 'access-control-allow-origin': origin } = answer.headers()
  expect([address, origin, etag !== '']).toEqual([address, '*', true])
  const again = await request.get(address, { headers: { 'if-none-match': etag } })
  expect([address, again.status()]).toEqual([address, 304])
}
