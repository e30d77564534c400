import { expect } from '@playwright/test'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'
import { budgets, measureFirstLoad, overBudget } from '@/scripts/first-load.mjs'

test.use({ readsOnly: true })

test('overview, queue and every patch page load no more script than they may, and none of Safe’s kits', async ({
  desk,
}) => {
  const pages = [
    { path: '/', budget: budgets.overview },
    { path: '/queue', budget: budgets.queue },
    ...['Vault 2.0.0: close', 'Strategies 2.0.0', 'Rate adapter 2.0.0', 'Vault 1.0.0'].map(
      (title) => ({
        path: `/patches/${worldPatch(desk, title).patch.digest}`,
        budget: budgets.patch,
      }),
    ),
  ]
  for (const { path, budget } of pages) {
    const load = await measureFirstLoad(`${desk.url}${path}`)
    expect(overBudget(load, budget), path).toEqual([])
    expect(load.bytes, path).toBeGreaterThan(10_000)
  }
})

test('what a browser loads by itself keeps to the same budgets', async ({
  desk,
  visitor: { page },
}) => {
  const { patch } = worldPatch(desk, 'Rate adapter 2.0.0')
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  const scripts = new Set<string>()
  let bytes = 0
  client.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  const pages = [
    { path: '/', budget: budgets.overview },
    { path: '/queue', budget: budgets.queue },
    { path: `/patches/${patch.digest}`, budget: budgets.patch },
  ]
  for (const { path, budget } of pages) {
    await client.send('Network.clearBrowserCache')
    bytes = 0
    await page.goto(path, { waitUntil: 'networkidle' })
    expect(bytes, path).toBeGreaterThan(10_000)
    expect(bytes, path).toBeLessThanOrEqual(budget)
  }
})
