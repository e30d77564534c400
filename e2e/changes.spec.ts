import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, type Page } from '@playwright/test'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'

test.use({ readsOnly: true })

const malicious = 'Vault 2.1.0'
const file = (page: Page, name: string) => page.getByRole('region', { name })

/** The changes of the malicious patch, once they are there and keys are heard. */
async function openChanges(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expect(file(page, 'CircuitBreaker.sol')).toBeVisible()
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await expect(async () => {
    await page.keyboard.press('?')
    await expect(keys).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(keys.getByText('Next and previous change')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
}

test('keys walk over files and changes, mark what was viewed and choose the columns', async ({
  desk,
  visitor: { page },
}) => {
  const { patch } = worldPatch(desk, malicious)
  await openChanges(page, `/patches/${patch.digest}/changes`)
  const files = page.locator('.diff-file')
  const summary = (index: number) => files.nth(index).locator('summary')

  await test.step('J and K go to the next and previous file', async () => {
    await page.keyboard.press('j')
    await expect(summary(0)).toBeFocused()
    await page.keyboard.press('j')
    await expect(summary(1)).toBeFocused()
    await page.keyboard.press('k')
    await expect(summary(0)).toBeFocused()
  })

  await test.step('N and P go to the next and previous change', async () => {
    await page.keyboard.press('n')
    await expect(files.nth(0).locator('[data-stop="change"]').first()).toBeFocused()
    await page.keyboard.press('n')
    await expect(files.nth(1).locator('[data-stop="change"]').first()).toBeFocused()
    await page.keyboard.press('p')
    await expect(files.nth(0).locator('[data-stop="change"]').first()).toBeFocused()
  })

  await test.step('V marks the file as viewed and folds it; a page that is loaded again knows', async () => {
    const count = page.getByText(/^\d of 3 viewed$/)
    await expect(count).toHaveText('0 of 3 viewed')
    await page.keyboard.press('v')
    await expect(count).toHaveText('1 of 3 viewed')
    await expect(files.nth(0).getByRole('checkbox')).toBeChecked()
    await expect(files.nth(0).locator('table').first()).toBeHidden()
    await expect(summary(0)).toBeFocused()
    await page.reload()
    await expect(count).toHaveText('1 of 3 viewed')
    await expect(files.nth(0).locator('table').first()).toBeHidden()
    await page.keyboard.press('j')
    await page.keyboard.press('v')
    await expect(count).toHaveText('0 of 3 viewed')
  })

  await test.step('U puts both versions side by side, and back', async () => {
    const renamed = file(page, 'HarborVaultV2.sol').locator('table').first()
    await expect(renamed.locator('tr').first().locator('th, td')).toHaveCount(3)
    await page.keyboard.press('u')
    await expect(page).toHaveURL(/view=split/)
    await expect(renamed.locator('tr').first().locator('th, td')).toHaveCount(4)
    await page.keyboard.press('u')
    await expect(page).not.toHaveURL(/view=split/)
  })

  await test.step('Keys are left alone in fields, and when they are switched off', async () => {
    const find = page.locator('#find-bar-input')
    await find.focus()
    await page.keyboard.type('jnv.')
    await expect(find).toHaveValue('jnv.')
    await find.fill('')
    await page.evaluate(() => localStorage.setItem('suture-single-keys', 'off'))
    await page.reload()
    await expect(page.getByText('0 of 3 viewed')).toBeVisible()
    await page.keyboard.press('v')
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog', { name: 'Find' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByText('0 of 3 viewed')).toBeVisible()
  })
})

test('what is found stands where it is found, and evidence leads there', async ({
  desk,
  visitor: { page },
}) => {
  const { patch } = worldPatch(desk, malicious)
  await page.goto(`/patches/${patch.digest}/changes/storage`)
  const row = page.getByRole('row', { name: /_rateAdapter/ }).first()
  await expect(row).toContainText('moved')
  await row.getByRole('link', { name: 'ST-01' }).click()
  await expect(page).toHaveURL(/checks#ST-01$/)
  const evidence = page.locator('#ST-01')
  await expect(evidence).toBeVisible()
  await evidence.getByRole('link', { name: 'slot 1, bytes 0 to 19' }).click()
  await expect(page).toHaveURL(/changes\/storage#slot-1$/)
  await expect(page.locator('#slot-1')).toBeInViewport()
})

test('the signer’s browser comes to the same verdicts on the storage, from words that it reads itself', async ({
  desk,
  visitor: { page },
}) => {
  const { patch } = worldPatch(desk, malicious)
  await page.goto(`/patches/${patch.digest}/changes/storage`)
  await expect(page.getByText('Recomputed in this browser: the same verdicts')).toBeVisible()
  await expect(page.getByText(/words read again at block .* all the same/)).toBeVisible()
})

test('a node that tells other words than the report is loud', async ({
  desk,
  visitor: { page },
}) => {
  const { patch } = worldPatch(desk, malicious)
  await page.route(
    (url) => !url.href.startsWith(desk.url),
    async (route) => {
      const body = route.request().postData() ?? ''
      if (!body.includes('eth_getStorageAt')) return route.continue()
      const answer = await route.fetch()
      const text = await answer.text()
      return route.fulfill({ response: answer, body: text.replaceAll(/"0x[0-9a-f]{64}"/g, lie) })
    },
  )
  await page.goto(`/patches/${patch.digest}/changes/storage`)
  await expect(page.getByText(/do not sign by this report/)).toBeVisible()
  await expect(page.getByText(/words differ/)).toBeVisible()
})

const lie = `"0x${'0'.repeat(63)}1"`

test('10,000 lines are all on the page, to be found by the browser’s own search, and it still answers', async ({
  desk,
  visitor: { page },
}) => {
  const { patch } = worldPatch(desk, malicious)
  await openChanges(page, `/patches/${patch.digest}/changes`)
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'e2e/harness/draw-long-diff.ts'],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  // The page itself makes no markup of text, whoever asks.
  const devtools = await page.context().newCDPSession(page)
  const { root } = await devtools.send('DOM.getDocument')
  const { nodeId } = await devtools.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: '.diff-columns',
  })
  await devtools.send('DOM.setOuterHTML', { nodeId, outerHTML: stdout })
  const rows = page.locator('.diff-table tbody tr')
  expect(await rows.count()).toBeGreaterThan(15_000)

  await test.step('What is out of sight is not laid out', async () => {
    const last = page.locator('.diff-chunk').last()
    expect(await last.evaluate((chunk) => getComputedStyle(chunk).contentVisibility)).toBe('auto')
    const isSkipped = () =>
      last.evaluate(
        (chunk) =>
          !chunk.checkVisibility({ contentVisibilityAuto: true }) ||
          !chunk.querySelector('tr')?.checkVisibility({ contentVisibilityAuto: true }),
      )
    await expect.poll(isSkipped).toBe(true)
  })

  await test.step('The last line is found', async () => {
    const isFound = await page.evaluate(() =>
      (window as unknown as { find: (text: string) => boolean }).find('very last line'),
    )
    expect(isFound).toBe(true)
    await expect(page.getByText('very last line').last()).toBeInViewport()
  })

  await test.step('A key is heard', async () => {
    await page.evaluate(() => window.scrollTo(0, 0))
    await page.keyboard.press('j')
    await expect(page.locator('.diff-file summary')).toBeFocused()
  })
})
