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
    const again = await page.request.get(path, {
      headers: { 'if-none-match': answer.headers().etag ?? '' },
    })
    expect(again.status()).toBe(304)
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
