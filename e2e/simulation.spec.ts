import { expect, type Page } from '@playwright/test'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'

test.use({ readsOnly: true })

const good = 'Vault 2.0.0: close'
const region = (page: Page, name: string | RegExp) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name, level: 2 }) })

/** The page of a simulation, once there is one. */
async function simulated(page: Page, path: string): Promise<void> {
  await expect(async () => {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'Steps' })).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 120_000 })
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a simulation, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })

    test('says how it goes, what it writes and whom it calls', async ({
      desk,
      visitor: { page },
    }) => {
      const { patch, operationId } = worldPatch(desk, good)
      await simulated(page, `/patches/${patch.digest}/simulation`)
      const main = page.getByRole('main')
      await expect(main).toContainText('executes, and all that it writes was decoded')
      await expect(region(page, 'Steps').getByRole('listitem')).toHaveCount(4)
      await expect(region(page, 'Steps')).toContainText(operationId)
      await expect(region(page, /^Made up/)).toContainText('approves the transaction')
      const written = region(page, /^Written/)
      const row = written.getByRole('row').filter({ hasText: 'implementation' })
      await expect(row).toContainText(patch.upgrades[0]?.to.address ?? 'none')
      await expect(written).toContainText('_borrowCap')
      await expect(region(page, /^Calls: execute/)).toContainText('upgradeToAndCall')
      await expect(main).toContainText('npx suture verify simulation.json')
    })
  })
}

test('its raw data has the hash that the page shows, and the API gives the same', async ({
  desk,
  visitor: { page },
  request,
}) => {
  const { patch } = worldPatch(desk, good)
  await simulated(page, `/patches/${patch.digest}/simulation`)
  const raw = await page.getByRole('link', { name: 'simulation.json' }).getAttribute('href')
  const path = `/api/v1/patches/${patch.digest}/simulation`
  const [file, latest] = await Promise.all([request.get(raw ?? ''), request.get(path)])
  expect(latest.headers().etag).toBe(`"${raw?.split('/').at(-1)}"`)
  expect(await latest.text()).toBe(await file.text())
  const headers = { 'if-none-match': latest.headers().etag ?? '' }
  expect((await request.get(path, { headers })).status()).toBe(304)
  expect((await request.get(`/api/v1/patches/0x${'0'.repeat(64)}/simulation`)).status()).toBe(404)
})

test('on a phone each contract is folded', async ({ desk, visitor: { page } }) => {
  const { patch } = worldPatch(desk, good)
  await page.setViewportSize({ width: 390, height: 800 })
  await simulated(page, `/patches/${patch.digest}/simulation`)
  const written = region(page, /^Written/)
  await expect(written.getByText('_borrowCap')).toBeHidden()
  await written.getByText('Dollar vault', { exact: true }).click()
  await expect(written.getByText('_borrowCap')).toBeVisible()
})

test('with everything open nothing is wider than the window', async ({
  desk,
  visitor: { page },
}) => {
  const { patch } = worldPatch(desk, 'Vault 2.1.0')
  await simulated(page, `/patches/${patch.digest}/simulation`)
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 })
    const shown = await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true
      return document.documentElement.scrollWidth
    })
    expect(shown).toBeLessThanOrEqual(width)
  }
})

test('the reader’s own node comes to the same', async ({ desk, visitor: { page } }) => {
  const { patch } = worldPatch(desk, good)
  await simulated(page, `/patches/${patch.digest}/simulation`)
  await page.getByRole('button', { name: 'Simulate through my own RPC' }).click()
  await expect(page.getByText('Your own RPC comes to the same')).toBeVisible()
})
