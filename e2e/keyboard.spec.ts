import { expect, type Locator, type Page } from '@playwright/test'
import { cast } from '@/demo/world/cast'
import { worldPatch } from '@/e2e/harness/governance'
import { walletName } from '@/e2e/harness/injected-wallet'
import { test } from '@/e2e/harness/test'

test('from the queue to a signature without a mouse', async ({
  desk,
  service,
  visitor,
  giveWallet,
}) => {
  const { page, queue, patch, sign, appBar } = visitor
  const { patch: dossier, safeTxHash } = worldPatch(desk, 'Vault 2.0.0: close')
  const wallet = await giveWallet(visitor, { as: cast.council[1] })
  await queue.open()

  await test.step('The first stop is the way past the bar', async () => {
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to content' })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
  })

  await test.step('J and K walk over the rows, Enter opens one', async () => {
    const links = queue.rows.locator('[data-row-link]')
    // Keys are heard once the page's script runs.
    await expect(async () => {
      await page.keyboard.press('j')
      await expect(links.nth(0)).toBeFocused({ timeout: 500 })
    }).toPass()
    await page.keyboard.press('j')
    await expect(links.nth(1)).toBeFocused()
    await expectFocusVisible(page)
    await page.keyboard.press('k')
    await expect(links.nth(0)).toBeFocused()
    const target = queue.link(dossier.title)
    await pressUntilFocused(page, { key: 'j', target })
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`/patches/${dossier.digest}`)
    await expect(patch.heading).toBeFocused()
  })

  await test.step('Tab leads to signing', async () => {
    await pressUntilFocused(page, { key: 'Tab', target: patch.signingLink })
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`/patches/${dossier.digest}/sign`)
    await expect(sign.signButton).toBeVisible()
  })

  await test.step('What is blocked can be reached and tells why', async () => {
    await pressUntilFocused(page, { key: 'Tab', target: sign.signButton })
    await expect(sign.signButton).toHaveAccessibleDescription(/Connect a wallet/)
  })

  await test.step('The wallet is connected from the bar; the dialog keeps the focus and gives it back', async () => {
    await pressUntilFocused(page, { key: 'Shift+Tab', target: appBar.connectButton })
    await page.keyboard.press('Enter')
    await expect(appBar.connectDialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(appBar.connectDialog).toBeHidden()
    await pressUntilFocused(page, { key: 'Tab', target: appBar.connectButton })
    await page.keyboard.press('Enter')
    const choice = appBar.connectDialog.getByRole('button', { name: walletName })
    await pressUntilFocused(page, { key: 'Tab', target: choice })
    await page.keyboard.press('Enter')
    await expect(appBar.account(wallet.address)).toBeVisible()
  })

  await test.step('And Enter signs', async () => {
    await expect(sign.signButton).toBeEnabled()
    await pressUntilFocused(page, { key: 'Tab', target: sign.signButton })
    await page.keyboard.press('Enter')
    await expect(sign.executeButton).toBeVisible()
    const confirmations = await service.confirmationsOf(safeTxHash)
    expect(confirmations.map(({ owner }) => owner)).toContain(wallet.address)
  })
})

test('Ctrl-K finds, ? lists the keys, and single keys can be switched off', async ({
  desk,
  visitor: { page, queue, appBar },
}) => {
  const { patch, operationId } = worldPatch(desk, 'Rate adapter 2.0.0')
  await queue.open()

  await test.step('Ctrl-K opens the finder with the focus in it', async () => {
    await expect(async () => {
      await page.keyboard.press('Control+k')
      await expect(appBar.findDialog).toBeVisible({ timeout: 500 })
    }).toPass()
    await expect(appBar.findDialog.getByRole('textbox')).toBeFocused()
    await page.keyboard.type(operationId)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`/patches/${patch.digest}`)
  })

  await test.step('? lists the keys and lets them be switched off', async () => {
    const keys = page.getByRole('dialog', { name: 'Keys' })
    await queue.open()
    await expect(async () => {
      await page.keyboard.press('?')
      await expect(keys).toBeVisible({ timeout: 500 })
    }).toPass()
    const choice = keys.getByRole('checkbox', { name: 'Single keys are on' })
    await pressUntilFocused(page, { key: 'Tab', target: choice })
    await page.keyboard.press('Space')
    await expect(choice).not.toBeChecked()
    await page.keyboard.press('Escape')
    await expect(keys).toBeHidden()
    await page.keyboard.press('j')
    await expect(queue.rows.locator('[data-row-link]').first()).not.toBeFocused()
    // The key that is no single one still works, so the page has heard the one before.
    await page.keyboard.press('Control+k')
    await expect(appBar.findDialog).toBeVisible()
  })
})

/** Presses a key until it has led there, and sees to it that the focus can be seen at every stop. */
async function pressUntilFocused(
  page: Page,
  { key, target }: { key: string; target: Locator },
): Promise<void> {
  await expect(target).toBeVisible()
  const isFocused = () => target.evaluate((element) => element === document.activeElement)
  for (let presses = 0; presses < 120 && !(await isFocused()); presses++) {
    await page.keyboard.press(key)
    await expectFocusVisible(page)
  }
  await expect(target).toBeFocused()
}

/** Whoever has the focus is outlined, or stands in something that is. */
async function expectFocusVisible(page: Page): Promise<void> {
  const focus = await page.evaluate(() => {
    const focused = document.activeElement
    if (!focused || focused === document.body) return { isOutlined: true, html: 'body' }
    const isOutlined = [focused, focused.parentElement, focused.parentElement?.parentElement].some(
      (element) => {
        if (!element) return false
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      },
    )
    return { isOutlined, html: focused.outerHTML.slice(0, 200) }
  })
  expect(focus, 'the focus can be seen').toEqual({ isOutlined: true, html: focus.html })
}
