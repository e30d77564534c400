import { expect } from '@playwright/test'
import { test } from '@/e2e/harness/test'
import { patchSummaryAnswer, queueAnswer } from '@/lib/core/api/patch-answers'

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

test('the head and the foot of each page name its JSON, which answers', async ({
  visitor: { page },
}) => {
  const queue = queueAnswer.parse(await (await page.request.get('/api/v1/queue')).json())
  const key = queue.protocols[0]?.records[0]?.key
  for (const [path, address] of [
    ['/', '/api/v1/queue'],
    ['/queue', '/api/v1/queue'],
    ['/queue?risk=upgrade&target=wrong', '/api/v1/operations?risk=upgrade'],
    ['/queue?state=ready', '/api/v1/operations?state=ready'],
    ['/safes', '/api/v1/queue'],
    ['/timelocks', '/api/v1/timelocks'],
    ['/audit', '/api/v1/audit?limit=50'],
    ['/audit?cursor=3&limit=2', '/api/v1/audit?cursor=3&limit=2'],
    [`/patches/${key}`, `/api/v1/patches/${key}/summary`],
    [`/patches/${key}/checks`, `/api/v1/patches/${key}/summary`],
  ] as const) {
    await page.goto(path)
    const alternate = page.locator('head > link[rel="alternate"][type="application/json"]')
    await expect(alternate).toHaveCount(1)
    await expect(alternate).toHaveAttribute('href', address)
    const link = page.getByRole('link', { name: 'JSON of this page' })
    await expect(link).toHaveAttribute('href', address)
    const answer = await page.request.get(address)
    expect(answer.status()).toBe(200)
    expect(answer.headers()['access-control-allow-origin']).toBe('*')
    expect(answer.headers().etag).toBeTruthy()
  }
})
