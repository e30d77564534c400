import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { cast, castAddress } from '@/demo/world/cast'
import { worldPatch } from '@/e2e/harness/governance'
import { expectHarmless, markup } from '@/e2e/harness/hostile-words'
import { walletName } from '@/e2e/harness/injected-wallet'
import { test } from '@/e2e/harness/test'

const [ada, grace, edsger] = cast.council
const named = castAddress(ada)

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('main').analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  const before = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 640 })
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(320)
  if (before) await page.setViewportSize(before)
}

test('an owner signs in, names an address, and whoever signs reads whose words these are', async ({
  desk,
  visitor,
  anotherVisitor,
  giveWallet,
}) => {
  const { page, appBar } = visitor
  const { council, chainId } = desk.world.harbor
  const path = `/safes/${chainId}/${council.address}`
  const wallet = await giveWallet(visitor, { as: cast.keeper })
  const names = page.locator('#names')
  const list = names.getByRole('list', { name: 'Names of addresses' })
  const signIn = names.getByRole('button', { name: 'Sign in', exact: true })
  const alert = names.getByRole('alert')
  const address = names.getByRole('textbox', { name: 'Address' })
  const name = names.getByRole('textbox', { name: 'Name', exact: true })
  const save = names.getByRole('button', { name: 'Save name' })
  const sessions: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/v1/session') && request.method() === 'POST')
      sessions.push(request.postData() ?? '')
  })

  await test.step('Nobody who only reads is asked to sign in', async () => {
    await page.goto(path)
    await expect(names).toContainText('No owner has named an address for this Safe.')
    await expect(page.getByRole('button', { name: /sign in/i })).toHaveCount(0)
  })

  await test.step('Whoever wants to write is told what is missing: a wallet, an owner', async () => {
    await names.getByRole('button', { name: 'Name an address' }).click()
    await expect(signIn).toHaveAccessibleDescription(/Connect the wallet of an owner/)
    await appBar.connectWallet(walletName)
    await expect(signIn).toHaveAccessibleDescription(/not an owner of this Safe/)
    await expectAccessible(page)
    await wallet.switchAccount(grace)
    await expect(signIn).toBeEnabled()
  })

  await test.step('A wallet that rejects, or signs as somebody else, opens nothing', async () => {
    wallet.answer = 'reject'
    await signIn.click()
    await expect(alert).toContainText('The request was rejected in the wallet.')
    for (const answer of [{ signAs: edsger }, 'change-message'] as const) {
      wallet.answer = answer
      await signIn.click()
      await expect(alert).toContainText('no signature of this message by this account')
    }
    expect(sessions).toEqual([])
    await expectAccessible(page)
  })

  await test.step('Signed in, she names an address', async () => {
    wallet.answer = 'approve'
    await signIn.click()
    await expect(names).toContainText(`Signed in as ${shortOf(castAddress(grace))}`)
    const asked = wallet.requests.filter(({ method }) => method === 'personal_sign').at(-1)
    expect(messageOf(asked?.params)).toMatch(
      /^127\.0\.0\.1:\d+ wants you to sign in .*\n0x\w{40}\n\nSign in to Suture for 8 hours, .* no transaction/,
    )
    await expect(save).toHaveAccessibleDescription(/The address is missing.*The name is missing/)
    await address.fill(named)
    await name.fill('Тreasury')
    await expect(save).toHaveAccessibleDescription(/mixes alphabets/)
    await name.fill('Ledger of Ada')
    await expectAccessible(page)
    await name.press('Enter')
    await expect(list).toContainText('“Ledger of Ada”, named by')
    await expect(list).toContainText(named)
    await expect(list).toContainText(', owner')
    await expect(address).toHaveValue('')
  })

  await test.step('Nobody else can be given that name', async () => {
    await address.fill(castAddress(cast.attacker))
    await name.fill('LEDGER OF ADA')
    await save.click()
    await expect(alert).toContainText('Another address has that name, or one that looks like it.')
    await expect(name).toHaveValue('LEDGER OF ADA')
    await expectAccessible(page)
  })

  await test.step('When the session is over she is asked to sign in again, and types nothing twice', async () => {
    await visitor.context.clearCookies({ name: 'suture-session' })
    await save.click()
    await expect(alert).toContainText('You are not signed in, or your time is over.')
    await signIn.click()
    await expect(name).toHaveValue('LEDGER OF ADA')
  })

  await test.step('Signed out, she is nobody here, whatever the browser sends', async () => {
    const [before] = (await visitor.context.cookies()).filter(({ name }) => /session/.test(name))
    expect(before).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
    await names.getByRole('button', { name: 'Sign out' }).click()
    await expect(signIn).toBeVisible()
    const answer = await fetch(`${desk.url}/api/v1/session`, {
      headers: { cookie: `suture-session=${before?.value}` },
    })
    expect(await answer.json()).toEqual({ account: null })
  })

  await test.step('Somebody else reads it on the sign page, beside the whole address, as her words', async () => {
    const auditor = await anotherVisitor()
    const { patch } = worldPatch(desk, 'Vault 2.0.0: close')
    await auditor.sign.open(patch.digest)
    const owner = auditor.page.getByRole('listitem').filter({ hasText: '“Ledger of Ada”' }).first()
    await expect(owner).toContainText(named)
    await expect(owner).toContainText(`${castAddress(grace)}, owner`)
    await auditor.page.goto('/audit')
    const row = auditor.page.getByRole('row').filter({ hasText: '/labels' }).last()
    await expect(row).toContainText(castAddress(grace))
  })
})

test('an owner writes a note under a patch, which is text and nothing else, and takes it away', async ({
  desk,
  visitor,
  anotherVisitor,
  giveWallet,
}) => {
  const { page, appBar } = visitor
  const { patch } = worldPatch(desk, 'Vault 2.0.0: close')
  await giveWallet(visitor, { as: grace })
  const notes = page.locator('#notes')
  const list = notes.getByRole('list', { name: 'Notes of owners' })
  await visitor.page.goto(`/patches/${patch.digest}`)
  await expect(notes).toHaveCount(0)
  await appBar.connectWallet(walletName)
  await notes.getByRole('button', { name: 'Write a note' }).click()
  await notes.getByRole('button', { name: 'Sign in', exact: true }).click()
  const text = notes.getByRole('textbox', { name: 'Note' })
  await text.fill(`${markup}\nStrategies first. \u202Ekcab`)
  await expectAccessible(page)
  await notes.getByRole('button', { name: 'Save note' }).click()
  await expect(list).toContainText('Strategies first.')
  await expect(list).toContainText(`${castAddress(grace)}`)
  await expect(text).toHaveValue('')
  await expectHarmless(page)
  await expectAccessible(page)

  const reader = await anotherVisitor()
  await reader.page.goto(`/patches/${patch.digest}`)
  const read = reader.page.getByRole('list', { name: 'Notes of owners' })
  await expect(read).toContainText('Strategies first.')
  await expect(read).toContainText('owner')
  await expectHarmless(reader.page)
  await expect(reader.page.getByRole('button', { name: 'Write a note' })).toHaveCount(0)

  await notes.getByRole('list', { name: 'Your notes' }).getByRole('button').click()
  await expect(list).toHaveCount(0)
  await expect(notes).toContainText('No owner has written a note.')
})

const shortOf = (address: string) => `${address.slice(0, 8)}…${address.slice(-4)}`

/** What a wallet was asked to sign, as it shows it. */
function messageOf(params: unknown): string {
  const [bytes] = Array.isArray(params) ? params : []
  return Buffer.from(String(bytes).slice(2), 'hex').toString()
}
