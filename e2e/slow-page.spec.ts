import { expect, type Page } from '@playwright/test'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'

test.use({ readsOnly: true })

/** Holds back what the desk fetches to show a page, until what it returns is called. */
async function holdBack(page: Page, path: string): Promise<() => void> {
  let open = () => {}
  const door = new Promise<void>((resolve) => {
    open = resolve
  })
  await page.route(
    (url) => url.pathname === path && url.searchParams.has('_rsc'),
    async (route) => {
      await door
      await route.continue()
    },
  )
  return open
}

test('while another page is on its way, it is said; what is there at once says nothing', async ({
  desk,
  visitor: { page },
}) => {
  const { digest } = worldPatch(desk, 'Vault 2.0.0: close').patch
  const progress = page.getByText('The page is on its way.')
  await page.goto('/queue')
  const open = await holdBack(page, `/patches/${digest}`)
  const link = page.locator(`table a[href="/patches/${digest}"]`).first()
  await link.click()
  await expect(progress).toBeAttached()
  await expect(page.locator('.page-progress')).toBeVisible()
  // The old page stands meanwhile.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Queue')

  open()
  await expect(page).toHaveURL(new RegExp(`/patches/${digest}$`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Vault 2.0.0')
  await expect(progress).toHaveCount(0)
  // Where the link is pressed that leads to this very page, nothing is waited for.
  await page.locator(`a[href="#main"]`).first().focus()
  await page.keyboard.press('Enter')
  await expect(progress).toHaveCount(0)
})

test('so is it where a key leads there', async ({ visitor: { page } }) => {
  const progress = page.getByText('The page is on its way.')
  await page.goto('/queue')
  const open = await holdBack(page, '/patches/new')
  await page.keyboard.press('c')
  await expect(progress).toBeAttached()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Queue')
  open()
  await expect(page).toHaveURL(/\/patches\/new$/)
  await expect(progress).toHaveCount(0)
})
