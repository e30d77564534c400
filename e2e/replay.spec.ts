import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'
import { namedStorageAnswer } from '@/lib/core/api/named-storage-answer'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'

const good = 'Vault 2.0.0: close'
const malicious = 'Vault 2.1.0'

const replaySection = (page: Page) => page.locator('#replay')
const begin = (page: Page) =>
  replaySection(page).getByRole('button', { name: 'Replay the last ones' })

/** Waits until there is a document; without script the page does not renew itself. */
async function replayed(page: Page, path: string): Promise<void> {
  await expect(async () => {
    await page.goto(path)
    await expect(page.getByRole('link', { name: 'replay.json' })).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 180_000 })
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a replay, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })

    test('is begun on the page, and shows what differs', async ({ desk, visitor: { page } }) => {
      const { patch } = worldPatch(desk, malicious)
      const path = `/patches/${patch.digest}/simulation`
      await page.goto(path)
      if (javaScriptEnabled) {
        await expect(replaySection(page)).toContainText('Not replayed')
        await begin(page).click()
        await page.waitForURL(/#replay$/)
      }
      await replayed(page, path)
      const section = replaySection(page)
      await expect(section).toContainText('Replay of')
      await expect(
        section.getByRole('group', { name: /transactions, oldest at the top left/ }),
      ).toBeVisible()
      const link = section.getByRole('link', { name: /^Group 1: / })
      await expect(link).toHaveAttribute('href', '#replay-group-1')
      await expect(page.locator('#replay-group-1')).toBeVisible()
      await expect(section).toContainText('npx suture verify replay.json')
      await page.goto(`/patches/${patch.digest}/checks`)
      const card = page.getByRole('table', { name: 'All checks by family' })
      const cells = card.getByRole('link', { name: /^DR-0[1-4] fail/ })
      await expect(cells.first()).toBeVisible()
    })
  })
}

test('its raw data is what the API gives', async ({ desk, request, visitor: { page } }) => {
  const { patch } = worldPatch(desk, malicious)
  await replayed(page, `/patches/${patch.digest}/simulation`)
  const raw = await page.getByRole('link', { name: 'replay.json' }).getAttribute('href')
  const path = `/api/v1/patches/${patch.digest}/replay`
  const [file, latest] = await Promise.all([request.get(raw ?? ''), request.get(path)])
  expect(latest.headers().etag).toBe(`"${raw?.split('/').at(-1)}"`)
  expect(await latest.text()).toBe(await file.text())

  // What its words of storage mean depends on sources, so it is no part of the document.
  const { replay } = parseReplayReport(await latest.text())
  const examples = replay.groups.flatMap((group) => group.examples)
  const differences = examples.flatMap((example) => example.differences)
  await expect(async () => {
    const answer = await request.get(`${raw}/storage`)
    expect(answer.status()).toBe(200)
    const { words } = namedStorageAnswer.parse(await answer.json())
    expect(words).toHaveLength(differences.filter(({ kind }) => kind === 'storage').length)
    const names = words.flatMap(({ variables }) => variables.map((variable) => variable.path))
    const shown = (await replaySection(page).textContent()) ?? ''
    expect(names.filter((name) => shown.includes(name))).not.toEqual([])
  }).toPass({ timeout: 60_000 })
  const report = await request.get(`/api/v1/reports/0x${'5e'.repeat(32)}/storage`)
  expect(report.status()).toBe(404)
})

test('axe finds nothing in it, light or dark, and it is not wider than a phone', async ({
  desk,
  visitor: { page },
}) => {
  const { patch } = worldPatch(desk, malicious)
  await replayed(page, `/patches/${patch.digest}/simulation`)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).include('#replay').analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  }
  await page.setViewportSize({ width: 320, height: 640 })
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(320)
})

test('can be cancelled, and goes on', async ({ desk, request, visitor: { page } }) => {
  const { patch } = worldPatch(desk, good)
  const path = `/patches/${patch.digest}/simulation`
  const api = `/api/v1/patches/${patch.digest}/replay`
  expect((await request.post(api, { data: { last: 100 } })).status()).toBe(202)
  expect(await (await request.post(`${api}/cancel`)).json()).toEqual({ cancelled: true })
  await page.goto(path)
  await expect(replaySection(page)).toContainText('A replay was cancelled')
  await replaySection(page).getByRole('button', { name: 'Go on with it' }).click()
  await replayed(page, path)
})

test('error: of another site, or of too many', async ({ desk, request }) => {
  const { patch } = worldPatch(desk, good)
  const api = `/api/v1/patches/${patch.digest}/replay`
  const headers = { origin: 'https://elsewhere.example' }
  expect((await request.post(api, { headers })).status()).toBe(403)
  expect((await request.post(api, { data: { last: 1_000_000 } })).status()).toBe(400)
  expect((await request.post(api, { data: 'nonsense' })).status()).toBe(400)
})
