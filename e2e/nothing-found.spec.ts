import { expect } from '@playwright/test'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'

test.use({ readsOnly: true })

const none = `0x${'0'.repeat(64)}`
const nobody = `0x${'1'.repeat(40)}`

for (const javaScriptEnabled of [false, true]) {
  test.describe(`what is not here, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })

    test('says what was looked for and what to do; what is here is shown', async ({
      desk,
      visitor: { page },
    }) => {
      const { patch } = worldPatch(desk, 'Rate adapter 2.0.0')
      const { chainId, vaultsTimelock, council, rateAdapter } = desk.world.harbor
      const key = `/patches/${patch.digest}`
      const timelock = `/timelocks/${chainId}/${vaultsTimelock}`
      const unknown: readonly (readonly [path: string, title: string])[] = [
        ['/patches/0x12', 'This names no patch'],
        [`/patches/${none}`, 'No patch with this hash is known here'],
        [`/patches/${none}/sign`, 'No patch with this hash is known here'],
        [`${key}/changes/nothing`, 'There is no such view of the changes'],
        [`/safes/${chainId}/${nobody}`, 'No such Safe is configured here'],
        [`/safes/${chainId}/0x12`, 'This names no Safe'],
        [`/safes/${chainId}/eth:${council.address}`, 'This address is of chain 1'],
        ['/timelocks/1/0x12', 'This names no timelock'],
        [`${timelock}/operations/0x12`, 'This names no operation'],
        [`${timelock}/operations/${none}`, 'This timelock has no such operation'],
        [`/proxies/${chainId}/${nobody}`, 'Nothing is known of this proxy'],
        [
          `/proxies/${chainId}/${rateAdapter}/${nobody}/${nobody}`,
          'The proxy has not run these two',
        ],
        [`/reports/${none}`, 'No report with this hash is stored here'],
        [`${timelock}/operations/${none}/reports/1/${none}`, 'No report with this hash'],
        ['/subscriptions/unknown', 'There is no such subscription'],
        ['/no-page', 'There is no such page'],
      ]
      for (const [path, title] of unknown) {
        await test.step(path, async () => {
          const response = await page.goto(path)
          expect(response?.status()).toBe(404)
          await expect(page.getByRole('heading', { level: 1 })).toContainText(title)
          await expect(page.getByRole('region', { name: 'Build' })).toBeVisible()
        })
      }
      await test.step('what the hint speaks of is a link', async () => {
        await page.goto(`${timelock}/operations/${none}`)
        await page.getByRole('link', { name: 'Page of the timelock' }).click()
        await expect(page).toHaveURL(`${desk.url}${timelock}`)
      })
      await page.goto(`/patches/${none}`)
      await expect(page.getByRole('main')).toContainText(none)
      await page.locator('#find-not-found-input').fill(council.address)
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(`${desk.url}/safes/${chainId}/${council.address}`)

      for (const path of [
        key,
        `${key}/changes/storage`,
        timelock,
        `/proxies/${chainId}/${rateAdapter}`,
        '/subscriptions',
        // As wallets copy it.
        `/safes/${chainId}/eip155:${chainId}:${council.address}`,
      ]) {
        const response = await page.goto(path)
        expect(response?.status(), path).toBe(200)
      }
    })
  })
}

test('what the router asks for is a part of a page, and no 404', async ({ desk }) => {
  const ask = (headers: Record<string, string>) => fetch(`${desk.url}/patches/${none}`, { headers })
  const part = await ask({ rsc: '1' })
  expect([part.status, part.headers.get('content-type')]).toEqual([200, 'text/x-component'])
  expect(await part.text()).toContain('No patch with this hash is known here')
  const whole = await ask({})
  expect([whole.status, whole.headers.get('content-type')]).toEqual([
    404,
    'text/html; charset=utf-8',
  ])
})
